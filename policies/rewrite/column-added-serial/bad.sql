ALTER TABLE audit_log ADD COLUMN number bigserial;
