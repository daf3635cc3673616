CREATE TABLE carriers (id bigint PRIMARY KEY);
CREATE TABLE parcels (id bigint PRIMARY KEY, carrier_id bigint REFERENCES carriers (id) DEFERRABLE);
CREATE INDEX parcels_carrier_id_idx ON parcels (carrier_id);
