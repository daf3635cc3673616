CREATE SEQUENCE ticket_numbers AS integer;
