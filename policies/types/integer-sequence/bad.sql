CREATE SEQUENCE coupon_numbers AS integer;
