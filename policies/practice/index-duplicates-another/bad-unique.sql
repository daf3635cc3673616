CREATE TABLE coupons (code text PRIMARY KEY, CONSTRAINT coupons_code_key UNIQUE (code));
CREATE UNIQUE INDEX coupons_code_idx ON coupons (code) WHERE code <> '';
CREATE INDEX coupons_lower_idx ON coupons (lower(code));
CREATE INDEX coupons_lower_again_idx ON coupons (lower(code));
