DROP VIEW large_unpaid_bills;
CREATE VIEW large_unpaid_bills AS SELECT id FROM unpaid_bills WHERE amount > 5000;
