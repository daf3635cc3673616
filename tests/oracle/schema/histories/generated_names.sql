-- Names that PostgreSQL makes up, and what it does when one is taken.
-- revision 1: constraints without names
CREATE TABLE bottle (
    id serial PRIMARY KEY,
    label text UNIQUE,
    volume integer CHECK (volume > 0) CHECK (volume < 5000),
    maker integer,
    vintage integer,
    CHECK (vintage > 1800),
    CHECK (vintage < volume),
    UNIQUE (maker, vintage),
    EXCLUDE (label WITH =)
);
-- downgrade
DROP TABLE bottle;
-- revision 2: indexes without names
CREATE INDEX ON bottle (maker);
CREATE INDEX ON bottle (maker);
CREATE INDEX ON bottle (maker, vintage);
CREATE INDEX ON bottle (lower(label));
CREATE INDEX ON bottle ((maker + vintage), lower(label), (volume * 2));
CREATE INDEX ON bottle ((label || 'x'));
CREATE UNIQUE INDEX ON bottle (volume) WHERE volume > 10;
CREATE INDEX ON bottle USING hash (label);
CREATE INDEX ON bottle (volume) INCLUDE (maker);
-- downgrade
DROP INDEX bottle_maker_idx, bottle_maker_idx1, bottle_maker_vintage_idx, bottle_lower_idx,
    bottle_expr_lower_expr1_idx, bottle_expr_idx, bottle_volume_idx, bottle_label_idx, bottle_volume_maker_idx;
-- revision 3: names that are taken
CREATE TABLE barrel_id_seq (id integer);
CREATE TABLE barrel (id serial, wood text, CONSTRAINT barrel_wood_check CHECK (wood <> 'pine'));
ALTER TABLE barrel ADD CHECK (wood <> 'oak');
ALTER TABLE barrel ADD CHECK (wood <> 'ash');
ALTER TABLE barrel ADD CONSTRAINT barrel_pkey UNIQUE (wood);
ALTER TABLE barrel ADD PRIMARY KEY (id);
ALTER TABLE barrel ADD UNIQUE (wood, id);
ALTER TABLE barrel ADD UNIQUE (wood, id);
-- downgrade
DROP TABLE barrel, barrel_id_seq;
-- revision 4: foreign keys
CREATE TABLE cellar (id integer PRIMARY KEY, deputy integer REFERENCES cellar, bottle integer);
ALTER TABLE cellar ADD FOREIGN KEY (bottle) REFERENCES bottle;
ALTER TABLE cellar ADD FOREIGN KEY (bottle) REFERENCES bottle (id) ON DELETE CASCADE;
ALTER TABLE cellar ADD COLUMN maker integer, ADD COLUMN vintage integer;
ALTER TABLE cellar ADD FOREIGN KEY (maker, vintage) REFERENCES bottle (maker, vintage) MATCH FULL;
-- downgrade
DROP TABLE cellar;
