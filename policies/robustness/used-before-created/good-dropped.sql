-- migcheck: ignore[drop-table] left over
DROP TABLE IF EXISTS scratch;
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
