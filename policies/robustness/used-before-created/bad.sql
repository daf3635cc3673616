CREATE TABLE parcels (id bigint, box_id bigint REFERENCES boxes (id));
CREATE TABLE boxes (id bigint PRIMARY KEY);
