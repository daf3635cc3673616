ALTER TABLE invoices DROP CONSTRAINT invoices_order_id_fkey;
