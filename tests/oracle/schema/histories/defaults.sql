-- Defaults of all kinds, and generated columns.
-- since: 13
-- revision 1: expressions
CREATE TABLE event (
    id integer DEFAULT 1, name text DEFAULT 'it''s', n numeric DEFAULT -1.50, flag boolean DEFAULT TRUE, at timestamptz DEFAULT CURRENT_TIMESTAMP,
    day date DEFAULT CURRENT_DATE, "user" text DEFAULT CURRENT_USER, uid uuid DEFAULT gen_random_uuid(), list integer[] DEFAULT '{1,2}', words text[] DEFAULT ARRAY[]::text[],
    info jsonb DEFAULT '{"a": 1}'::jsonb, stay interval DEFAULT interval '1 day', next timestamp DEFAULT now() + interval '2 hours', nothing text DEFAULT NULL,
    sum integer DEFAULT 2 + 3 * 4, cast_one varchar(5) DEFAULT 12::text, few "char" DEFAULT 'x', utc timestamp DEFAULT timezone('utc', now()),
    utc_too timestamp DEFAULT (now() AT TIME ZONE 'utc'), low text DEFAULT lower('ABC'), choice integer DEFAULT CASE WHEN random() > 0.5 THEN 1 ELSE 0 END, bits bit(3) DEFAULT B'101', escaped text DEFAULT E'a\nb', big bigint DEFAULT 10000000000, small smallint DEFAULT 3, d double precision DEFAULT 1, r numeric(5,2) DEFAULT 0
);
-- downgrade
DROP TABLE event;
-- revision 2: set and dropped
ALTER TABLE event ALTER COLUMN id DROP DEFAULT, ALTER COLUMN name SET DEFAULT 'none', ALTER nothing SET DEFAULT 'something', ALTER COLUMN at SET DEFAULT clock_timestamp();
ALTER TABLE event ALTER name SET NOT NULL, ALTER COLUMN day SET NOT NULL;
-- downgrade
ALTER TABLE event ALTER name DROP NOT NULL, ALTER COLUMN day DROP NOT NULL;
ALTER TABLE event ALTER COLUMN id SET DEFAULT 1, ALTER COLUMN name SET DEFAULT 'it''s', ALTER nothing DROP DEFAULT, ALTER COLUMN at SET DEFAULT CURRENT_TIMESTAMP;
-- revision 3: generated columns
CREATE TABLE box (
    w numeric NOT NULL, h numeric NOT NULL, d numeric, name text, first text, last text,
    volume numeric GENERATED ALWAYS AS (w * h * d) STORED,
    half numeric(6, 2) GENERATED ALWAYS AS ((w * h) / 2) STORED CHECK (half < 1000),
    full_name text GENERATED ALWAYS AS (first || ' ' || coalesce(last, '')) STORED,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, coalesce(name, ''))) STORED
);
CREATE INDEX box_search ON box USING gin (search);
ALTER TABLE box ALTER COLUMN full_name DROP EXPRESSION;
ALTER TABLE box ADD COLUMN upper_name text GENERATED ALWAYS AS (upper(name)) STORED UNIQUE;
-- downgrade
DROP TABLE box;
-- revision 4: a column that others are made from is dropped
ALTER TABLE box DROP COLUMN d CASCADE;
ALTER TABLE box RENAME COLUMN name TO title;
ALTER TABLE box DROP COLUMN search;
