-- Functions and procedures.
-- revision 1: overloads, defaults, out arguments
CREATE FUNCTION area(width numeric, height numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT width * height';
CREATE FUNCTION area(side numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $$SELECT side * side$$;
CREATE FUNCTION area(VARIADIC sides numeric[]) RETURNS numeric LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN cardinality(sides); END $$;
CREATE FUNCTION split(total integer, OUT half integer, INOUT rest integer DEFAULT 1) LANGUAGE sql AS 'SELECT total / 2, rest';
CREATE FUNCTION rows_of(n integer DEFAULT 10) RETURNS TABLE (number integer, square bigint) LANGUAGE sql ROWS 50 COST 7 AS 'SELECT g, g::bigint * g FROM generate_series(1, n) g';
CREATE FUNCTION letters() RETURNS SETOF text LANGUAGE sql PARALLEL SAFE AS 'SELECT ''a''';
CREATE PROCEDURE clean(days integer) LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
CREATE FUNCTION fixed() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '10MB' AS '';
-- downgrade
DROP FUNCTION fixed();
DROP PROCEDURE clean(integer);
DROP FUNCTION letters();
DROP FUNCTION rows_of(integer);
DROP FUNCTION split;
DROP FUNCTION area(numeric[]);
DROP FUNCTION area(numeric);
DROP FUNCTION area(numeric, numeric);
-- revision 2: replaced and altered
CREATE OR REPLACE FUNCTION area(width numeric, height numeric) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT width * height * 1';
ALTER FUNCTION area(numeric) VOLATILE CALLED ON NULL INPUT COST 200;
ALTER FUNCTION letters() ROWS 7 PARALLEL RESTRICTED;
ALTER FUNCTION fixed() RESET work_mem;
ALTER FUNCTION fixed() SECURITY INVOKER SET timezone TO 'UTC';
ALTER PROCEDURE clean(integer) RENAME TO clean_up;
COMMENT ON FUNCTION area(numeric) IS 'of a square';
-- downgrade
COMMENT ON FUNCTION area(numeric) IS NULL;
ALTER PROCEDURE clean_up(integer) RENAME TO clean;
ALTER FUNCTION fixed() SECURITY DEFINER SET work_mem = '10MB' RESET timezone;
ALTER FUNCTION letters() ROWS 1000 PARALLEL SAFE;
ALTER FUNCTION area(numeric) IMMUTABLE STRICT COST 100;
CREATE OR REPLACE FUNCTION area(width numeric, height numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT width * height';
-- revision 3: names and schemas
CREATE SCHEMA maths;
ALTER FUNCTION area(numeric, numeric) RENAME TO rectangle;
ALTER FUNCTION rows_of SET SCHEMA maths;
DROP FUNCTION area(numeric[]), split;
DROP FUNCTION IF EXISTS missing(integer), missing_schema.f(text);
DROP ROUTINE clean_up(integer);
-- revision 4: defaults and checks that call them
CREATE TABLE field (a numeric, b numeric DEFAULT area(2), c numeric GENERATED ALWAYS AS (abs(a)) STORED, CHECK (rectangle(a, b) > 0));
CREATE INDEX field_square ON field (abs(a));
ALTER FUNCTION rectangle(numeric, numeric) RENAME TO product;
ALTER FUNCTION area(numeric) SET SCHEMA maths;
-- downgrade
ALTER FUNCTION maths.area(numeric) SET SCHEMA public;
ALTER FUNCTION product(numeric, numeric) RENAME TO rectangle;
DROP TABLE field;
-- revision 5: gone with what calls them
DROP FUNCTION maths.area(numeric) CASCADE;
DROP SCHEMA maths CASCADE;
