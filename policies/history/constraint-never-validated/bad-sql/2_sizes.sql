ALTER TABLE depots ADD CONSTRAINT depots_size_positive CHECK (size > 0) NOT VALID;
