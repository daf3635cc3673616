ALTER TABLE bills ALTER COLUMN currency TYPE varchar;
