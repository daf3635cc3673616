-- A function that the statement calls locks another table.
SELECT archive_orders();
