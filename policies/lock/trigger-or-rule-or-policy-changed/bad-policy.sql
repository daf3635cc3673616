CREATE POLICY orders_of_account ON orders USING (account_id = 1);
