VACUUM orders;
CREATE TABLE IF NOT EXISTS parcels (id bigint);
CREATE TABLE boxes (id bigint);
