CREATE TABLE payments (id bigint, paid_on date, PRIMARY KEY (paid_on, id)) PARTITION BY RANGE (paid_on);
CREATE UNIQUE INDEX payments_id_key ON payments (id, paid_on);
