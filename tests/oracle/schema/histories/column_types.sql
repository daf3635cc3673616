-- Types of columns in all spellings, and changes of them.
-- revision 1: spellings
CREATE TABLE every_type (
    a int, b int4, c integer, d bigint, e smallint, f decimal, g decimal(5), h numeric(10, 2), i real, j float, k float(24), l double precision,
    m varchar, n varchar(10), o character varying(20), p char, q char(5), r character(7), s bpchar, t text, u "char", v name,
    w boolean, x bool, y date, z time, aa time(3), ab time with time zone, ac timestamp, ad timestamp(6), ae timestamptz, af timestamp(3) with time zone,
    ag interval, ah interval year to month, ai interval second(2), aj bit, ak bit(5), al bit varying, am varbit(9), an bytea, ao uuid, ap json, aq jsonb,
    ar xml, "as" inet, at cidr, au macaddr, av point, aw box, ax tsvector, ay tsquery, az int4range, ba numrange, bb tstzrange, bc daterange,
    bd integer[], be text[][], bf integer ARRAY[4], bg varchar(5)[], bh oid, bi regclass, bj money, bk pg_lsn, bl numeric(4, 1)[], bm national character varying(3), bn int2, bo float8
);
-- downgrade
DROP TABLE every_type;
-- revision 2: changed without a conversion of one's own
CREATE TABLE change (id integer, name varchar(10) DEFAULT 'x', price numeric(5, 1), flag boolean DEFAULT false, at timestamp DEFAULT now(), n integer DEFAULT 0 CHECK (n > -1));
CREATE INDEX change_name ON change (name);
CREATE INDEX change_expression ON change ((name || 'a'), n);
-- downgrade
DROP TABLE change;
-- revision 3: indexes, checks and defaults are made again
ALTER TABLE change ALTER COLUMN name TYPE text, ALTER COLUMN id TYPE bigint, ALTER COLUMN n TYPE numeric(10, 2);
ALTER TABLE change ALTER COLUMN at TYPE timestamptz, ALTER COLUMN price SET DATA TYPE numeric(7, 3);
ALTER TABLE change ALTER COLUMN flag DROP DEFAULT, ALTER COLUMN flag TYPE integer USING flag::integer, ALTER COLUMN flag SET DEFAULT 0;
-- downgrade
ALTER TABLE change ALTER COLUMN flag DROP DEFAULT, ALTER COLUMN flag TYPE boolean USING flag <> 0, ALTER COLUMN flag SET DEFAULT false;
ALTER TABLE change ALTER COLUMN at TYPE timestamp, ALTER COLUMN price TYPE numeric(5, 1);
ALTER TABLE change ALTER COLUMN name TYPE varchar(10), ALTER COLUMN id TYPE integer, ALTER COLUMN n TYPE integer;
-- revision 4: with USING
ALTER TABLE change ALTER COLUMN name DROP DEFAULT;
DROP INDEX change_expression;
ALTER TABLE change ALTER COLUMN name TYPE integer USING length(name);
ALTER TABLE change ALTER COLUMN at DROP DEFAULT, ALTER COLUMN at TYPE date USING at::date, ALTER COLUMN at SET DEFAULT current_date;
