BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
UPDATE people SET feeling = 'calm' WHERE id = 1;
COMMIT;
