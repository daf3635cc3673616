CREATE TABLE carriers (id bigint PRIMARY KEY);
CREATE TABLE contracts (id bigint PRIMARY KEY REFERENCES carriers (id));
