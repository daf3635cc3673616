ALTER SCHEMA legacy RENAME TO archive;
