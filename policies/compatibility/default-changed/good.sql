ALTER TABLE accounts ADD COLUMN level text DEFAULT 'basic';
ALTER TABLE accounts ALTER COLUMN level SET DEFAULT 'plain';
