CREATE OR REPLACE VIEW unpaid_bills AS SELECT id, number FROM bills WHERE paid_at IS NULL;
