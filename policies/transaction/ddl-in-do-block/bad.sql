DO $$ BEGIN
  CREATE TABLE parcels (id bigint);
END $$;
