ALTER TABLE accounts ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE accounts ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
