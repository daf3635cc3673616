BEGIN;
CREATE TYPE temper AS ENUM ('wild');
ALTER TYPE temper ADD VALUE 'calm';
CREATE TABLE horses (id bigint, temper temper DEFAULT 'calm');
COMMIT;
