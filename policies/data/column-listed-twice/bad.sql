CREATE TABLE parcels (id bigint, weight integer, id bigint);
