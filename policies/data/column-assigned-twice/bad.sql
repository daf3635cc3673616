UPDATE accounts SET status = 'open', status = 'closed' WHERE id = 1;
