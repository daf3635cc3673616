CREATE TABLE labels (name text COLLATE "C" PRIMARY KEY);
CREATE TABLE label_uses (label text PRIMARY KEY REFERENCES labels (name));
