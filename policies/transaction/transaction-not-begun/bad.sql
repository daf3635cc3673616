CREATE TABLE parcels (id bigint);
COMMIT;
