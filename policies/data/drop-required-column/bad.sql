ALTER TABLE tickets DROP COLUMN subject;
