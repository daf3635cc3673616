ALTER TABLE tickets ALTER COLUMN opened_at TYPE date;
