BEGIN;
CREATE TABLE parcels (id bigint);
