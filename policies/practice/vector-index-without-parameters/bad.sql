CREATE TABLE passages (
  id bigint PRIMARY KEY,
  meaning vector(384)
);
CREATE INDEX passages_meaning_idx ON passages USING hnsw (meaning vector_cosine_ops);
