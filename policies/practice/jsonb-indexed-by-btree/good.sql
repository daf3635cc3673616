CREATE TABLE webhooks (
  id bigint PRIMARY KEY,
  payload jsonb
);
CREATE INDEX webhooks_payload_idx ON webhooks USING gin (payload);
CREATE INDEX webhooks_kind_idx ON webhooks ((payload ->> 'kind'));
