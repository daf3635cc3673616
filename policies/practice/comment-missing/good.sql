CREATE TABLE parcels (
  id bigint PRIMARY KEY
);
COMMENT ON TABLE parcels IS 'What is sent';
COMMENT ON COLUMN parcels.id IS 'As it is printed on the label';
