ALTER TABLE accounts ADD COLUMN code text DEFAULT shop_code();
