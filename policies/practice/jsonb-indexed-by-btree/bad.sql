CREATE TABLE webhooks (
  id bigint PRIMARY KEY,
  payload jsonb
);
CREATE INDEX webhooks_payload_idx ON webhooks (payload);
