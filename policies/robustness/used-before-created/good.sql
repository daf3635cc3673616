CREATE TABLE boxes (id bigint PRIMARY KEY);
CREATE TABLE labels (box_id bigint PRIMARY KEY REFERENCES boxes (id));
