ALTER TABLE invoices ADD CONSTRAINT invoices_number_once EXCLUDE USING btree (number WITH =);
