ALTER TABLE accounts ALTER COLUMN name TYPE varchar(100);
ALTER TABLE accounts ALTER COLUMN name TYPE text;
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2);
