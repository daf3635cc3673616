CREATE TABLE remarks (order_id integer PRIMARY KEY, remark text);
INSERT INTO remarks SELECT id, note FROM orders;
ANALYZE remarks;
