CREATE FUNCTION count_orders() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT count(*) FROM orders $$;
ALTER FUNCTION count_orders() SET search_path = public, pg_temp;
