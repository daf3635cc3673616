CREATE VIEW open_accounts AS SELECT id, name FROM accounts WHERE balance > 0;
CREATE VIEW account_count AS SELECT count(*) FROM accounts;
