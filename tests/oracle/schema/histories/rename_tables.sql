-- Tables, sequences, indexes, constraints, views, types and schemas get other names.
-- revision 1: what is there
CREATE SCHEMA harbour;
CREATE TYPE harbour.cargo AS ENUM ('bulk', 'container');
CREATE TABLE harbour.ship (
    id serial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    cargo harbour.cargo DEFAULT 'bulk',
    built date CHECK (built > '1900-01-01')
);
CREATE INDEX ship_built ON harbour.ship (built);
CREATE TABLE harbour.berth (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ship integer REFERENCES harbour.ship ON DELETE SET NULL);
CREATE VIEW harbour.moored AS SELECT s.name, b.id AS berth FROM harbour.ship s JOIN harbour.berth b ON b.ship = s.id;
CREATE SEQUENCE harbour.tickets START 100;
CREATE TABLE harbour.ticket (id bigint DEFAULT nextval('harbour.tickets'), note text);
-- downgrade
DROP SCHEMA harbour CASCADE;
-- revision 2: tables
ALTER TABLE harbour.ship RENAME TO vessel;
ALTER TABLE harbour.berth RENAME TO mooring;
ALTER SEQUENCE harbour.tickets RENAME TO ticket_numbers;
ALTER SEQUENCE harbour.ship_id_seq RENAME TO vessel_id_seq;
-- downgrade
ALTER SEQUENCE harbour.vessel_id_seq RENAME TO ship_id_seq;
ALTER SEQUENCE harbour.ticket_numbers RENAME TO tickets;
ALTER TABLE harbour.mooring RENAME TO berth;
ALTER TABLE harbour.vessel RENAME TO ship;
-- revision 3: constraints and indexes
ALTER TABLE harbour.vessel RENAME CONSTRAINT ship_pkey TO vessel_pkey;
ALTER INDEX harbour.ship_name_key RENAME TO vessel_name_key;
ALTER INDEX harbour.ship_built RENAME TO vessel_built;
ALTER TABLE harbour.vessel RENAME CONSTRAINT ship_built_check TO vessel_built_check;
ALTER TABLE harbour.mooring RENAME CONSTRAINT berth_ship_fkey TO mooring_ship_fkey;
-- downgrade
ALTER TABLE harbour.mooring RENAME CONSTRAINT mooring_ship_fkey TO berth_ship_fkey;
ALTER TABLE harbour.vessel RENAME CONSTRAINT vessel_built_check TO ship_built_check;
ALTER INDEX harbour.vessel_built RENAME TO ship_built;
ALTER INDEX harbour.vessel_name_key RENAME TO ship_name_key;
ALTER TABLE harbour.vessel RENAME CONSTRAINT vessel_pkey TO ship_pkey;
-- revision 4: the type, the view and the schema
ALTER TYPE harbour.cargo RENAME TO freight;
ALTER VIEW harbour.moored RENAME TO in_port;
ALTER SCHEMA harbour RENAME TO port;
-- downgrade
ALTER SCHEMA port RENAME TO harbour;
ALTER VIEW harbour.in_port RENAME TO moored;
ALTER TYPE harbour.freight RENAME TO cargo;
-- revision 5: they go on under their new names
CREATE TABLE port.crane (id serial PRIMARY KEY, vessel integer REFERENCES port.vessel, freight port.freight[]);
-- downgrade
DROP TABLE port.crane;
