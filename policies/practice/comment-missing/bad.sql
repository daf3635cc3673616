CREATE TABLE parcels (
  id bigint PRIMARY KEY
);
COMMENT ON TABLE parcels IS 'What is sent';
