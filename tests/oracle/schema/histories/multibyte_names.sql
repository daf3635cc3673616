-- Names with letters of several bytes, and quoted ones.
-- revision 1: tables of a library
CREATE TABLE "Bücherverzeichnis_der_öffentlichen_Bücherei_Übersee" (
    "Schlüssel" serial PRIMARY KEY,
    "Überschrift_des_ausgewählten_Bücherbestandes_für_Größen" text UNIQUE,
    größe integer CHECK (größe > 0)
);
CREATE INDEX ON "Bücherverzeichnis_der_öffentlichen_Bücherei_Übersee" ("Überschrift_des_ausgewählten_Bücherbestandes_für_Größen", größe);
-- downgrade
DROP TABLE "Bücherverzeichnis_der_öffentlichen_Bücherei_Übersee";
-- revision 2: names that need quotes
CREATE TABLE "Order" ("select" integer PRIMARY KEY, "two words" text NOT NULL, "Case" integer, "quo""te" integer);
CREATE INDEX "Ix Order" ON "Order" ("Case", "two words");
ALTER TABLE "Order" ADD CONSTRAINT "Check ""it""" CHECK ("quo""te" > "Case");
CREATE VIEW "Order View" AS SELECT "select", "two words" AS "Two" FROM "Order";
CREATE SCHEMA "Back Office";
ALTER TABLE "Order" SET SCHEMA "Back Office";
-- downgrade
DROP VIEW "Order View";
DROP TABLE "Back Office"."Order";
DROP SCHEMA "Back Office";
-- revision 3: they are renamed
CREATE TABLE 店舗 (番号 integer PRIMARY KEY, 名前 text DEFAULT '本店');
ALTER TABLE 店舗 RENAME COLUMN 名前 TO 店名;
ALTER TABLE 店舗 RENAME TO stores;
CREATE INDEX ON stores (店名);
-- downgrade
DROP TABLE stores;
