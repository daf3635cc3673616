ALTER DATABASE shop SET work_mem = '64MB';
ALTER ROLE shop SET work_mem = '64MB';
