INSERT INTO audit_log (id, checked) VALUES (1, true);
INSERT INTO accounts DEFAULT VALUES;
