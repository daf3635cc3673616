ALTER TABLE invoices DROP CONSTRAINT invoices_reference_key;
