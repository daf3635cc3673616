CREATE FUNCTION count_orders() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT count(*) FROM orders $$;
