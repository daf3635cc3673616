-- CREATE OR REPLACE of triggers, and those of partitions.
-- since: 14
-- revision 1: replaced
CREATE TABLE meter (id integer, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE meter_a PARTITION OF meter FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE FUNCTION count_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER counting AFTER INSERT ON meter FOR EACH ROW EXECUTE FUNCTION count_up();
CREATE TRIGGER own AFTER DELETE ON meter_a FOR EACH ROW EXECUTE FUNCTION count_up();
CREATE OR REPLACE TRIGGER own AFTER DELETE OR UPDATE ON meter_a FOR EACH ROW EXECUTE FUNCTION count_up();
-- downgrade
DROP TABLE meter;
DROP FUNCTION count_up();
-- revision 2: a partition's copy
CREATE TABLE meter_b PARTITION OF meter FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
ALTER TABLE meter_b DISABLE TRIGGER counting;
-- downgrade
DROP TABLE meter_b;
-- revision 3: switched in the parent
ALTER TABLE meter DISABLE TRIGGER counting;
-- downgrade
ALTER TABLE ONLY meter ENABLE TRIGGER counting;
ALTER TABLE meter_a ENABLE TRIGGER counting;
-- revision 4: detached
ALTER TABLE meter DETACH PARTITION meter_b;
DROP TRIGGER counting ON meter;
