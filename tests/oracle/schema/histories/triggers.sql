-- Triggers.
-- revision 1: of all kinds
CREATE TABLE account (id integer PRIMARY KEY, balance numeric NOT NULL DEFAULT 0, note text);
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN coalesce(NEW, OLD); END $$;
CREATE FUNCTION log_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION log_change();
CREATE TRIGGER after_columns AFTER UPDATE OF balance, note ON account FOR EACH ROW WHEN (OLD.balance <> NEW.balance) EXECUTE PROCEDURE log_change('a', '2');
CREATE TRIGGER after_all AFTER INSERT OR DELETE OR TRUNCATE ON account EXECUTE FUNCTION log_all();
CREATE TRIGGER with_tables AFTER UPDATE ON account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log_all();
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_all();
CREATE VIEW account_view AS SELECT id, balance FROM account;
CREATE TRIGGER instead INSTEAD OF INSERT ON account_view FOR EACH ROW EXECUTE FUNCTION log_change();
-- downgrade
DROP VIEW account_view;
DROP TABLE account;
DROP FUNCTION log_change(), log_all();
-- revision 2: switched
ALTER TABLE account DISABLE TRIGGER before_row;
ALTER TABLE account ENABLE REPLICA TRIGGER after_all;
ALTER TABLE account ENABLE ALWAYS TRIGGER with_tables;
ALTER TRIGGER after_columns ON account RENAME TO after_update;
COMMENT ON TRIGGER before_row ON account IS 'before each row';
-- downgrade
COMMENT ON TRIGGER before_row ON account IS NULL;
ALTER TRIGGER after_update ON account RENAME TO after_columns;
ALTER TABLE account ENABLE TRIGGER with_tables;
ALTER TABLE account ENABLE TRIGGER after_all;
ALTER TABLE account ENABLE TRIGGER before_row;
-- revision 3: all of them
ALTER TABLE account DISABLE TRIGGER USER;
-- revision 4: and back
ALTER TABLE account ENABLE TRIGGER USER;
ALTER FUNCTION log_all() RENAME TO log_everything;
ALTER TABLE account RENAME COLUMN balance TO amount;
-- downgrade
ALTER TABLE account RENAME COLUMN amount TO balance;
ALTER FUNCTION log_everything() RENAME TO log_all;
-- revision 5: dropped
DROP TRIGGER after_update ON account;
DROP TRIGGER IF EXISTS nothing ON account;
DROP TRIGGER IF EXISTS nothing ON no_table;
-- revision 6: a column of a trigger
ALTER TABLE account DROP COLUMN note;
DROP FUNCTION log_everything() CASCADE;
DROP VIEW account_view;
