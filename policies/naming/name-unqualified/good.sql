CREATE TABLE public.parcels (
  id bigint PRIMARY KEY
);
CREATE TEMPORARY TABLE old_parcels (id bigint);
