GRANT ALL ON orders TO shop;
