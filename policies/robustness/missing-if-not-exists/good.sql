VACUUM orders;
CREATE TABLE IF NOT EXISTS parcels (id bigint PRIMARY KEY);
CREATE TABLE boxes (id bigint PRIMARY KEY);
