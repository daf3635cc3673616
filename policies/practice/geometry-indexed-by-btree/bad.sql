CREATE TABLE places (
  id bigint PRIMARY KEY,
  shape geometry(Point, 4326)
);
CREATE INDEX places_shape_idx ON places (shape);
