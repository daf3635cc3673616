ALTER TABLE readings ADD COLUMN unit text;
