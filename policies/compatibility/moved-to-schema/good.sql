ALTER TABLE audit_log SET SCHEMA legacy;
CREATE VIEW audit_log AS SELECT id, checked FROM legacy.audit_log;
