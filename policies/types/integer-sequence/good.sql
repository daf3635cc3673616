CREATE SEQUENCE ticket_numbers;
CREATE SEQUENCE slip_numbers AS bigint;
