BEGIN;
CREATE TABLE payments (id bigint NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE payments_card PARTITION OF payments FOR VALUES IN ('card');
COMMIT;
