ALTER TABLE orders ADD COLUMN urgency urgency;
