CREATE TYPE temper AS ENUM ('calm', 'wild');
DROP TYPE temper CASCADE;
