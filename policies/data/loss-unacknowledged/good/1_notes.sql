-- Backup: the notes are in the archive of May.
-- migcheck: ignore[drop-column] nobody reads them since release 12
ALTER TABLE orders DROP COLUMN note;
