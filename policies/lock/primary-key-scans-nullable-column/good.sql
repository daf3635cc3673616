CREATE UNIQUE INDEX CONCURRENTLY invoices_pkey ON invoices (number);
ALTER TABLE invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY USING INDEX invoices_pkey;
