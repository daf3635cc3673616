DROP INDEX CONCURRENTLY orders_placed_at_idx;
CREATE TABLE parcels (id bigint PRIMARY KEY);
