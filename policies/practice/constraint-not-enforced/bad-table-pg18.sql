CREATE TABLE vouchers (id bigint PRIMARY KEY, worth integer CHECK (worth > 0) NOT ENFORCED);
