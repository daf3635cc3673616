CREATE TABLE vouchers (id bigint PRIMARY KEY, ends_on date CHECK (ends_on > CURRENT_DATE));
