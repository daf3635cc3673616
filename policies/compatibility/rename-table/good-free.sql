-- Names that no query uses.
ALTER INDEX orders_placed_at_idx RENAME TO orders_by_date;
ALTER TABLE audit_log RENAME CONSTRAINT audit_log_checked TO checked_given;
