CREATE TABLE payments (id bigint, paid_at timestamp, CONSTRAINT payments_id_key UNIQUE (id, paid_at)) PARTITION BY RANGE (date(paid_at));
