-- Domains.
-- revision 1: with everything
CREATE DOMAIN email AS varchar(200) COLLATE "C" DEFAULT 'a@b' NOT NULL CHECK (VALUE LIKE '%@%') CONSTRAINT short CHECK (length(VALUE) < 100);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0) CHECK (VALUE < 1000000);
CREATE DOMAIN money_amount numeric(12, 2);
CREATE DOMAIN tags AS text[] CONSTRAINT few CHECK (cardinality(VALUE) < 10);
CREATE DOMAIN small_positive AS positive CHECK (VALUE < 100);
CREATE TABLE contact (id positive PRIMARY KEY, mail email, owed money_amount DEFAULT 0, tags tags, level small_positive);
-- downgrade
DROP TABLE contact;
DROP DOMAIN small_positive, tags, money_amount, positive, email;
-- revision 2: changed
ALTER DOMAIN email DROP NOT NULL;
ALTER DOMAIN email DROP DEFAULT;
ALTER DOMAIN email DROP CONSTRAINT short;
ALTER DOMAIN email ADD CONSTRAINT long_enough CHECK (length(VALUE) > 3) NOT VALID;
ALTER DOMAIN money_amount SET DEFAULT 1.5;
ALTER DOMAIN money_amount SET NOT NULL;
ALTER DOMAIN positive ADD CHECK (VALUE <> 13);
-- downgrade
ALTER DOMAIN positive DROP CONSTRAINT positive_check2;
ALTER DOMAIN money_amount DROP NOT NULL;
ALTER DOMAIN money_amount DROP DEFAULT;
ALTER DOMAIN email DROP CONSTRAINT long_enough;
ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(VALUE) < 100);
ALTER DOMAIN email SET DEFAULT 'a@b';
ALTER DOMAIN email SET NOT NULL;
-- revision 3: renamed, validated, moved
ALTER DOMAIN email VALIDATE CONSTRAINT long_enough;
ALTER DOMAIN email RENAME CONSTRAINT long_enough TO min_length;
ALTER DOMAIN email RENAME TO mail_address;
ALTER DOMAIN positive DROP CONSTRAINT IF EXISTS no_such;
CREATE SCHEMA types;
ALTER DOMAIN money_amount SET SCHEMA types;
COMMENT ON DOMAIN mail_address IS 'for mail';
-- downgrade
COMMENT ON DOMAIN mail_address IS NULL;
ALTER DOMAIN types.money_amount SET SCHEMA public;
DROP SCHEMA types;
ALTER DOMAIN mail_address RENAME TO email;
ALTER DOMAIN email RENAME CONSTRAINT min_length TO long_enough;
-- revision 4: dropped with columns
DROP DOMAIN positive CASCADE;
