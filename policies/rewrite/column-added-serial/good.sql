ALTER TABLE audit_log ADD COLUMN number bigint;
CREATE SEQUENCE audit_log_number_seq OWNED BY audit_log.number;
