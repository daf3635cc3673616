ALTER TABLE bills ALTER COLUMN amount TYPE numeric(14, 2);
