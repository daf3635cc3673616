DROP SEQUENCE ticket_numbers CASCADE;
CREATE SEQUENCE ticket_numbers;
ALTER TABLE tickets ALTER COLUMN number SET DEFAULT nextval('ticket_numbers');
