-- Functions whose body PostgreSQL parses and whose dependencies it knows.
-- since: 14
-- revision 1: bodies
CREATE TABLE tally (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT sum(n) FROM tally);
CREATE FUNCTION add_one(which integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC
    UPDATE tally SET n = n + 1 WHERE id = which;
    SELECT n FROM tally WHERE id = which;
END;
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN x * 2;
-- downgrade
DROP FUNCTION twice, add_one, total;
DROP TABLE tally;
-- revision 2: they follow renames
ALTER TABLE tally RENAME COLUMN n TO votes;
ALTER TABLE tally RENAME TO ballot;
-- downgrade
ALTER TABLE ballot RENAME TO tally;
ALTER TABLE tally RENAME COLUMN votes TO n;
-- revision 3: and go with what they read
DROP TABLE ballot CASCADE;
