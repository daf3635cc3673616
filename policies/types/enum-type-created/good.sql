CREATE TABLE parcel_states (
  name text PRIMARY KEY
);
CREATE TYPE span AS (first integer, last integer);
