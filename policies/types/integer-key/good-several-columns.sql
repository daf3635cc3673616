CREATE TABLE parcel_tags (
  parcel integer,
  tag text,
  PRIMARY KEY (parcel, tag)
);
