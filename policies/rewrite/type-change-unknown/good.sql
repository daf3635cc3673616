SET timezone = 'UTC';
ALTER TABLE accounts ALTER COLUMN created_at TYPE timestamptz;
