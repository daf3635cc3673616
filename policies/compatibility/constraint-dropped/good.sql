ALTER TABLE invoices DROP CONSTRAINT invoices_amount_positive;
ALTER TABLE invoices ADD CONSTRAINT invoices_amount_positive CHECK (amount >= 0) NOT VALID;
