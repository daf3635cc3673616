CREATE ROLE shop LOGIN;
ALTER ROLE shop PASSWORD NULL;
UPDATE accounts SET status = 'password' WHERE id = 3;
