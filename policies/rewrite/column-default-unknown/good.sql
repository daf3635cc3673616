CREATE FUNCTION shop_code() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'A' $$;
ALTER TABLE accounts ADD COLUMN code text DEFAULT shop_code();
