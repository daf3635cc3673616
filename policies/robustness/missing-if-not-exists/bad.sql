VACUUM orders;
CREATE TABLE parcels (id bigint);
CREATE TABLE IF NOT EXISTS boxes (id bigint);
