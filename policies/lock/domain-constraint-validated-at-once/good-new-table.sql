BEGIN;
CREATE DOMAIN weight AS integer;
CREATE TABLE parcels (id bigint PRIMARY KEY, grams weight);
ALTER DOMAIN weight ADD CONSTRAINT weight_positive CHECK (VALUE > 0);
COMMIT;
