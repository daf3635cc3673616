CREATE TABLE notes (
  id bigint PRIMARY KEY,
  author text
);
CREATE POLICY own_notes ON notes USING (author = current_user);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
