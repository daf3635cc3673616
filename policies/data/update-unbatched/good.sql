UPDATE accounts SET status = 'active' WHERE id IN (SELECT id FROM accounts WHERE status IS NULL LIMIT 1000);
UPDATE accounts SET status = 'closed' WHERE id = 17;
