-- Close the account of a shop that is gone
UPDATE accounts SET status = 'closed' WHERE id = 17;
