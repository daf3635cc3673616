ALTER TABLE invoices ALTER COLUMN memo TYPE varchar(80);
