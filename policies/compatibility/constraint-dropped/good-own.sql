ALTER TABLE invoices ADD CONSTRAINT invoices_amount_filled CHECK (amount IS NOT NULL) NOT VALID;
ALTER TABLE invoices DROP CONSTRAINT invoices_amount_filled;
