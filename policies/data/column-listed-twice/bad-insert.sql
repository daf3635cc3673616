INSERT INTO audit_log (id, checked, id) VALUES (1, true, 2);
