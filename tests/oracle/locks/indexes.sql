create table parcels (id int primary key, code text not null unique, weight int, sender text, place point, tags text[], packed tsvector);
insert into parcels select n, 'c' || n, n, 's' || n % 7, point(n, n), array['a'], to_tsvector('english', 'a b') from generate_series(1, 600) n;
create index parcels_weight on parcels (weight);
create index parcels_sender on parcels (lower(sender));
create index parcels_heavy on parcels (weight) where weight > 100;
create index parcels_place on parcels using gist (place);
create index parcels_tags on parcels using gin (tags);
create index parcels_brin on parcels using brin (weight);
create index parcels_hash on parcels using hash (sender);
create unique index parcels_unique on parcels (weight, id);
create table labels (id int primary key, parcel_code text references parcels (code));
insert into labels select n, 'c' || n from generate_series(1, 100) n;
create materialized view heavy as select id, weight from parcels where weight > 100;
create unique index heavy_id on heavy (id);
create index heavy_weight on heavy (weight);

-- case: an index
create index parcels_two on parcels (weight, sender);
-- case: an index without a name
create index on parcels (sender);
-- case: an index if not exists, which does
create index if not exists parcels_weight on parcels (weight);
-- case: an index if not exists, which does not
create index if not exists parcels_two on parcels (sender);
-- case: a unique index
create unique index on parcels (weight);
-- case: a unique index that rows break
create unique index on parcels (sender);
-- case: an index of an expression
create index on parcels (upper(sender));
-- case: a partial index
create index on parcels (sender) where weight > 5;
-- case: a gin index
create index on parcels using gin (packed);
-- case: a gist index
create index on parcels using gist (place);
-- case: a brin index
create index on parcels using brin (id);
-- case: a hash index
create index on parcels using hash (code);
-- case: an index with included columns
create index on parcels (sender) include (weight);
-- case: an index with options
create index on parcels (sender) with (fillfactor = 70);
-- case: an index on a materialized view
create index on heavy (weight, id);
-- case: an index on a table of the same transaction
-- before: create table fresh (id int); insert into fresh values (1);
create index on fresh (id);
-- case: an index concurrently
-- blocker: lock table parcels in row exclusive mode
create index concurrently parcels_two on parcels (weight, sender);
-- case: a unique index concurrently
-- blocker: lock table parcels in share update exclusive mode
create unique index concurrently parcels_two on parcels (weight, id);
-- case: an index concurrently if not exists, which does
-- blocker: lock table parcels in share update exclusive mode
create index concurrently if not exists parcels_weight on parcels (weight);
-- case: drop an index
drop index parcels_weight;
-- case: drop two indexes
drop index parcels_weight, parcels_sender;
-- case: drop an index if exists, which does not
drop index if exists parcels_missing;
-- case: drop a unique index
drop index parcels_unique;
-- case: drop an index concurrently
-- blocker: lock table parcels in row exclusive mode
drop index concurrently parcels_weight;
-- case: drop an index concurrently if exists
-- blocker: lock table parcels in row exclusive mode
drop index concurrently if exists parcels_heavy;
-- case: rename an index
alter index parcels_weight rename to parcels_mass;
-- case: rename an index of a constraint
alter index parcels_pkey rename to parcels_key;
-- case: rename an index if exists, which does not
alter index if exists parcels_missing rename to gone;
-- case: rename an index by alter table
alter table parcels_weight rename to parcels_mass;
-- case: fillfactor of an index
alter index parcels_weight set (fillfactor = 70);
-- case: reset fillfactor of an index
alter index parcels_weight reset (fillfactor);
-- case: fastupdate
alter index parcels_tags set (fastupdate = off);
-- case: pages per range
alter index parcels_brin set (pages_per_range = 16);
-- case: autosummarize
alter index parcels_brin set (autosummarize = on);
-- case: buffering
alter index parcels_place set (buffering = on);
-- case: deduplicate
-- since: 13
alter index parcels_weight set (deduplicate_items = off);
-- case: tablespace of an index
alter index parcels_weight set tablespace pg_default;
-- case: statistics of an index
alter index parcels_sender alter column 1 set statistics 50;
-- case: an index depends on an extension
alter index parcels_weight depends on extension plpgsql;
-- case: reindex an index
reindex index parcels_weight;
-- case: reindex a unique index
reindex index parcels_code_key;
-- case: reindex a table
reindex table parcels;
-- case: reindex a table without indexes
-- setup: create table bare (id int); insert into bare values (1);
reindex table bare;
-- case: reindex a materialized view
reindex table heavy;
-- case: reindex an index of a materialized view
reindex index heavy_id;
-- case: reindex an index concurrently
-- blocker: lock table parcels in row exclusive mode
reindex index concurrently parcels_weight;
-- case: reindex a table concurrently
-- blocker: lock table labels in row exclusive mode
reindex table concurrently labels;
-- case: reindex a schema
-- setup: create schema small;
-- setup: create table small.one (id int primary key); insert into small.one values (1);
-- blocker: lock table small.one in row exclusive mode
reindex schema small;
-- case: comment on an index
comment on index parcels_weight is 'x';
-- case: cluster on an index
cluster parcels using parcels_weight;
-- case: cluster on the index that is set
-- setup: alter table parcels cluster on parcels_weight;
cluster parcels;
-- case: cluster everything
-- setup: alter table labels cluster on labels_pkey;
-- blocker: lock table labels in access share mode
cluster;
