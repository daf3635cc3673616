BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
COMMIT;
UPDATE people SET feeling = 'calm' WHERE id = 1;
