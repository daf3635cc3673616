UPDATE accounts SET status = 'open', balance = 0 WHERE id = 1;
UPDATE boards SET cells[1] = 'x', cells[2] = 'o' WHERE id = 1;
