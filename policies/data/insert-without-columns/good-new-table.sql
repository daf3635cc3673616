CREATE TABLE colours (name text);
INSERT INTO colours VALUES ('red');
