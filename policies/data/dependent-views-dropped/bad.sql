DROP VIEW unpaid_bills CASCADE;
CREATE VIEW unpaid_bills AS SELECT id, number FROM bills WHERE paid_at IS NULL;
