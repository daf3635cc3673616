ALTER TABLE invoices DROP CONSTRAINT invoices_memo_check;
ALTER TABLE invoices ALTER COLUMN memo TYPE varchar(80);
ALTER TABLE invoices ADD CONSTRAINT invoices_memo_check CHECK (memo <> '') NOT VALID;
