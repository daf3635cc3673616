CREATE UNIQUE INDEX CONCURRENTLY invoices_reference_pkey ON invoices (reference, number);
ALTER TABLE invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY USING INDEX invoices_reference_pkey;
