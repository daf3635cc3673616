ALTER TABLE audit_log RENAME TO journal;
CREATE VIEW audit_log AS SELECT * FROM journal;
