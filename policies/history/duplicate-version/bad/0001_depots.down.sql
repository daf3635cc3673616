DROP TABLE depots;
