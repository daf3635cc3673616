-- A column goes, and its indexes, constraints, statistics and sequences with it.
-- revision 1: a table of a gym
CREATE TABLE member (
    id serial,
    code text UNIQUE,
    height integer CHECK (height > 0),
    weight integer,
    age integer,
    CHECK (height > weight),
    PRIMARY KEY (id),
    UNIQUE (age, weight)
);
CREATE INDEX member_age ON member (age);
CREATE INDEX member_age_code ON member (age, code);
CREATE INDEX member_lower ON member (lower(code)) WHERE weight > 5;
CREATE INDEX member_include ON member (code) INCLUDE (weight);
CREATE STATISTICS member_two ON age, weight FROM member;
CREATE STATISTICS member_three ON age, height, weight FROM member;
CREATE TABLE visit (id serial PRIMARY KEY, member integer REFERENCES member);
-- revision 2: plain columns
ALTER TABLE member DROP COLUMN age;
-- revision 3: with a table check
ALTER TABLE member DROP COLUMN weight;
-- revision 4: the key, with the foreign key and the sequence
ALTER TABLE member DROP COLUMN id CASCADE;
-- revision 5: columns that are not there
ALTER TABLE member DROP COLUMN IF EXISTS nothing, DROP COLUMN IF EXISTS code;
ALTER TABLE member ADD COLUMN code varchar(20) NOT NULL DEFAULT 'none';
-- revision 6: with views that read it
CREATE VIEW tall AS SELECT height FROM member WHERE height > 190;
CREATE VIEW very_tall AS SELECT * FROM tall WHERE height > 210;
ALTER TABLE member DROP COLUMN height CASCADE;
