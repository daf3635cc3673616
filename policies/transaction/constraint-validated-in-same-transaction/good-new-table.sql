BEGIN;
CREATE TABLE refunds (id bigint PRIMARY KEY, total numeric);
ALTER TABLE refunds ADD CONSTRAINT refunds_total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE refunds VALIDATE CONSTRAINT refunds_total_positive;
COMMIT;
