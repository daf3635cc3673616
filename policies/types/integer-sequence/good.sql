CREATE SEQUENCE coupon_numbers;
CREATE SEQUENCE slip_numbers AS bigint;
