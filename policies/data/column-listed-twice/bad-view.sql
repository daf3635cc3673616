CREATE VIEW order_names AS SELECT o.id, a.id, a.name FROM orders o JOIN accounts a ON a.id = o.account_id;
