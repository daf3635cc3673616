-- migcheck: ignore-file[drop-column] not used since 2.1
ALTER TABLE bills DROP COLUMN amount;
