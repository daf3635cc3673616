CREATE TABLE parcels (id bigint PRIMARY KEY, label text);
ALTER TABLE parcels ALTER COLUMN label TYPE varchar(20);
