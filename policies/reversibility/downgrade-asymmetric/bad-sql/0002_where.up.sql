CREATE TYPE region AS ENUM ('north', 'south');
ALTER TABLE depots ADD COLUMN region region;
