CREATE TABLE payments (id bigint NOT NULL, paid_on date NOT NULL) PARTITION BY RANGE (paid_on);
CREATE INDEX payments_id_idx ON payments (id);
