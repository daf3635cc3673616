CREATE TABLE carriers (id bigint PRIMARY KEY);
CREATE TABLE carrier_names (carrier_id bigint REFERENCES carriers (id), language text, name text, PRIMARY KEY (carrier_id, language));
