CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note, lower(note));
CREATE INDEX CONCURRENTLY orders_note_pattern_idx ON orders (note text_pattern_ops, note);
