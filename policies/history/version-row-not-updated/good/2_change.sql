INSERT INTO schema_version (version) VALUES (2);
ALTER TABLE orders ADD COLUMN courier text;
