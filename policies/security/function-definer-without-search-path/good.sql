CREATE FUNCTION count_orders() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT count(*) FROM orders $$;
CREATE FUNCTION list_orders() RETURNS bigint
  LANGUAGE sql
  AS $$ SELECT count(*) FROM orders $$;
