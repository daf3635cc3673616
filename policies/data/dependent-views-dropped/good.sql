DROP VIEW large_unpaid_bills;
DROP VIEW unpaid_bills;
CREATE VIEW unpaid_bills AS SELECT id, amount, number FROM bills WHERE paid_at IS NULL;
CREATE VIEW large_unpaid_bills AS SELECT id FROM unpaid_bills WHERE amount > 5000;
