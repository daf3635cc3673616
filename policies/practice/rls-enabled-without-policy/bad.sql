CREATE TABLE notes (
  id bigint PRIMARY KEY,
  author text
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
