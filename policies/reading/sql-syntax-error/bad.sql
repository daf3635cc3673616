ALTER TABLE orders ADD COLUM urgent boolean;
