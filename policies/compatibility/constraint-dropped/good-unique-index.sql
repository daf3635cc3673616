CREATE UNIQUE INDEX CONCURRENTLY invoices_reference_idx ON invoices (reference);
ALTER TABLE invoices DROP CONSTRAINT invoices_reference_key;
