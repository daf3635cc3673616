BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
UPDATE people SET name = 'calm' WHERE id = 1;
COMMIT;
