INSERT INTO audit_log (id, checked) VALUES (1, true);
