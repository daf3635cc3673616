BEGIN;
CREATE TABLE parcels (id bigint);
CREATE TABLE boxes (id bigint);
COMMIT;
