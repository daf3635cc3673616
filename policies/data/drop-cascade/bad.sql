DROP SEQUENCE ticket_numbers CASCADE;
