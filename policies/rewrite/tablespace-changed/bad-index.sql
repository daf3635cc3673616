ALTER INDEX orders_placed_at_idx SET TABLESPACE archive;
