CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE labels (name text COLLATE any_case PRIMARY KEY);
CREATE TABLE label_uses (label text PRIMARY KEY REFERENCES labels (name));
