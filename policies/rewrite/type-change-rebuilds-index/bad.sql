ALTER TABLE invoices ALTER COLUMN reference TYPE text COLLATE "C";
