ALTER TABLE accounts ADD COLUMN nickname text;
CREATE UNIQUE INDEX CONCURRENTLY accounts_nickname_idx ON accounts (nickname);
