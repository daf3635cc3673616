INSERT INTO accounts (id, name) VALUES (1, 'system');
SELECT setval(pg_get_serial_sequence('accounts', 'id'), (SELECT max(id) FROM accounts));
