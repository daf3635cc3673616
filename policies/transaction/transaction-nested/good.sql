BEGIN;
CREATE TABLE parcels (id bigint);
COMMIT;
BEGIN;
CREATE TABLE boxes (id bigint);
COMMIT;
