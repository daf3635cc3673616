ALTER TABLE accounts ALTER COLUMN name TYPE varchar(100);
ALTER TABLE accounts ALTER COLUMN name TYPE text;
ALTER TABLE bill_lines ALTER COLUMN rate TYPE numeric(12,2);
