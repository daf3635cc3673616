CREATE VIEW open_accounts AS SELECT * FROM accounts WHERE balance > 0;
