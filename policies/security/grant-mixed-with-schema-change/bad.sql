ALTER TABLE orders ADD COLUMN courier text;
GRANT SELECT ON orders TO reporting;
