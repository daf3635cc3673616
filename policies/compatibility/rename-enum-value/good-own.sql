CREATE TYPE temper AS ENUM ('calm', 'wild');
ALTER TYPE temper RENAME VALUE 'wild' TO 'stormy';
