CREATE TABLE parcels (id bigint, label text);
ALTER TABLE parcels ALTER COLUMN label TYPE varchar(20);
