-- SERIAL in all sizes, and what owns its sequence.
-- revision 1: three sizes
CREATE TABLE letter (small smallserial, normal serial, big bigserial PRIMARY KEY, text text);
-- downgrade
DROP TABLE letter;
-- revision 2: one is added, one loses its default, one its sequence's owner
ALTER TABLE letter ADD COLUMN number serial8 UNIQUE;
ALTER TABLE letter ALTER COLUMN normal DROP DEFAULT;
ALTER SEQUENCE letter_small_seq OWNED BY NONE;
-- downgrade
ALTER SEQUENCE letter_small_seq OWNED BY letter.small;
ALTER TABLE letter ALTER COLUMN normal SET DEFAULT nextval('letter_normal_seq');
ALTER TABLE letter DROP COLUMN number;
-- revision 3: a sequence of one's own
CREATE SEQUENCE postage AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 START WITH 20 CACHE 3 CYCLE;
ALTER TABLE letter ADD COLUMN stamp integer DEFAULT nextval('postage') NOT NULL;
ALTER SEQUENCE postage OWNED BY letter.stamp;
-- downgrade
ALTER TABLE letter DROP COLUMN stamp;
-- revision 4: changes of it
ALTER SEQUENCE postage INCREMENT BY -1 NO MINVALUE MAXVALUE 900 NO CYCLE CACHE 1;
ALTER SEQUENCE letter_big_seq AS integer;
ALTER TABLE letter ALTER COLUMN big TYPE integer;
CREATE SEQUENCE descending INCREMENT BY -2;
CREATE SEQUENCE IF NOT EXISTS postage;
CREATE SEQUENCE from_zero MINVALUE 0 START 0;
ALTER SEQUENCE from_zero RESTART WITH 7;
-- revision 5: the table takes its sequences along to another schema
CREATE SCHEMA archive;
ALTER TABLE letter SET SCHEMA archive;
-- downgrade
ALTER TABLE archive.letter SET SCHEMA public;
DROP SCHEMA archive;
-- revision 6: a column goes with its sequence, the table with all others
ALTER TABLE archive.letter DROP COLUMN stamp;
ALTER TABLE archive.letter RENAME COLUMN number TO no;
-- revision 7: what is left is the sequence without an owner
DROP TABLE archive.letter;
