-- Tables and types that are called as built-in types are.
-- revision 1: made
CREATE TABLE point (id integer PRIMARY KEY, name text);
CREATE TABLE date (id integer PRIMARY KEY);
CREATE TYPE money AS ENUM ('much', 'little');
CREATE TABLE spot (at point, "on" date DEFAULT '2024-01-01'::date, costs money, worth public.money);
CREATE VIEW places AS SELECT at, '(1,2)'::point AS origin, "on"::date AS day FROM spot;
CREATE FUNCTION far(point) RETURNS date LANGUAGE sql AS 'SELECT NULL::date';
-- downgrade
DROP FUNCTION far(point);
DROP VIEW places;
DROP TABLE spot, date, point;
DROP TYPE public.money;
-- revision 2: the tables get other names
ALTER TABLE point RENAME TO dot;
ALTER TABLE date RENAME TO appointment;
-- downgrade
ALTER TABLE appointment RENAME TO date;
ALTER TABLE dot RENAME TO point;
