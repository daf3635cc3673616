DROP VIEW large_unpaid_bills;
