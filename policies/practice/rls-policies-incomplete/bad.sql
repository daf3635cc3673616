CREATE TABLE notes (
  id bigint PRIMARY KEY,
  author text
);
CREATE POLICY seen ON notes FOR SELECT USING (true);
CREATE POLICY made ON notes FOR INSERT WITH CHECK (author = current_user);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
