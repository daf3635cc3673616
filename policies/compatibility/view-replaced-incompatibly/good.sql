CREATE OR REPLACE VIEW unpaid_bills AS SELECT id, number, amount, currency FROM bills WHERE paid_at IS NULL;
