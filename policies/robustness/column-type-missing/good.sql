CREATE TYPE urgency AS ENUM ('low', 'high');
ALTER TABLE orders ADD COLUMN urgency urgency;
ALTER TABLE orders ADD COLUMN feeling mood[];
ALTER TABLE orders ADD COLUMN pieces quantity;
ALTER TABLE orders ADD COLUMN at point;
