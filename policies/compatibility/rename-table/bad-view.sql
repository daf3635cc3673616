ALTER VIEW unpaid_bills RENAME TO open_bills;
