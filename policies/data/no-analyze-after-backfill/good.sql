CREATE TABLE remarks (order_id integer, remark text);
INSERT INTO remarks SELECT id, note FROM orders;
ANALYZE remarks;
