ALTER TABLE accounts ADD COLUMN nickname text;
ALTER TABLE orders ADD COLUMN nickname text;
