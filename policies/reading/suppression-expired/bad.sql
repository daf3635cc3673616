-- migcheck: ignore[column-default-volatile] until=2024-06-30 the table is empty until the launch
ALTER TABLE orders ADD COLUMN urgent boolean;
