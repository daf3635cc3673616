INSERT INTO audit_log VALUES (1, true);
