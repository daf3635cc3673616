DROP VIEW large_unpaid_bills;
DROP VIEW unpaid_bills;
ALTER TABLE bills ALTER COLUMN amount TYPE numeric(14, 2);
CREATE VIEW unpaid_bills AS SELECT id, number, amount FROM bills WHERE paid_at IS NULL;
CREATE VIEW large_unpaid_bills AS SELECT id, amount FROM unpaid_bills WHERE amount > 1000;
