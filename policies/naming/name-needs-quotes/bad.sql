ALTER TABLE orders ADD COLUMN "courierName" text;
