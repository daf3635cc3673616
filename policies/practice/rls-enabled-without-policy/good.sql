CREATE TABLE notes (
  id bigint PRIMARY KEY,
  author text
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_notes ON notes USING (author = current_user);
