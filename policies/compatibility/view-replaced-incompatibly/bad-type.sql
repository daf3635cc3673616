CREATE OR REPLACE VIEW unpaid_bills AS SELECT id, number, amount::integer AS amount FROM bills WHERE paid_at IS NULL;
