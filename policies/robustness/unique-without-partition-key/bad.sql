CREATE TABLE payments (id bigint PRIMARY KEY, paid_on date NOT NULL) PARTITION BY RANGE (paid_on);
