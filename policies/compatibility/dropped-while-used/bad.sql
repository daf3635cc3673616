DROP VIEW unpaid_bills;
CREATE VIEW unpaid_bills AS SELECT id FROM bills;
