ALTER TABLE bill_lines ALTER COLUMN pieces TYPE integer;
