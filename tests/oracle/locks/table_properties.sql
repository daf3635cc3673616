create schema archive;
create role decker;
create table decks (id int primary key, name text, width int not null, height int);
insert into decks select n, 'D' || n, n, n from generate_series(1, 300) n;
create index decks_name on decks (name);
create unique index decks_width on decks (width);
create table cabins (id int primary key, deck_id int not null references decks (id), number serial);
insert into cabins select n, n from generate_series(1, 200) n;
create unlogged table scratch (id int primary key, note text);
insert into scratch select n, 'x' from generate_series(1, 50) n;
create table blobs (id int, note text, more text);
insert into blobs select n, 'x' from generate_series(1, 50) n;
create view deck_names as select id, name from decks;
create function touched() returns trigger language plpgsql as 'begin return new; end';
create trigger decks_touched before update on decks for each row execute function touched();
create trigger decks_again before update on decks for each row execute function touched();
create rule decks_rule as on insert to decks do also select 1;
create policy decks_seen on decks using (true);
create type berth as (id int, name text);
create table berths of berth;
insert into berths values (1, 'x');
create table berths_plain (id int, name text);
insert into berths_plain values (1, 'x');
alter table decks cluster on decks_name;

-- case: rename a table
alter table decks rename to floors;
-- case: rename a table if exists, which does not
alter table if exists missing rename to gone;
-- case: a table that does not exist
alter table if exists missing add column a int;
-- case: move a table to another schema
alter table decks set schema archive;
-- case: move a table with a serial to another schema
alter table cabins set schema archive;
-- case: change the owner
alter table decks owner to decker;
-- case: change the owner of a table with a serial
alter table cabins owner to decker;
-- case: fillfactor
alter table decks set (fillfactor = 70);
-- case: reset fillfactor
alter table decks reset (fillfactor);
-- case: autovacuum
alter table decks set (autovacuum_enabled = false, autovacuum_vacuum_scale_factor = 0.1);
-- case: toast options
alter table decks set (toast_tuple_target = 256, toast.autovacuum_enabled = false);
-- case: parallel workers
alter table decks set (parallel_workers = 2);
-- case: user catalog table
alter table decks set (user_catalog_table = true);
-- case: vacuum_truncate
alter table decks set (vacuum_truncate = false);
-- case: log_autovacuum_min_duration
alter table decks set (log_autovacuum_min_duration = 100);
-- case: a strong and a weak option
alter table decks set (fillfactor = 70, user_catalog_table = true);
-- case: the default tablespace
alter table decks set tablespace pg_default;
-- case: unlogged
alter table blobs set unlogged;
-- case: unlogged with indexes
alter table cabins set unlogged;
-- case: logged
alter table scratch set logged;
-- case: logged that is already
alter table decks set logged;
-- case: unlogged that is already
alter table scratch set unlogged;
-- case: the same access method
-- since: 15
alter table decks set access method heap;
-- case: cluster on
alter table decks cluster on decks_width;
-- case: cluster on the index that is set
alter table decks cluster on decks_name;
-- case: without cluster
alter table decks set without cluster;
-- case: disable all triggers
alter table decks disable trigger all;
-- case: disable user triggers
alter table decks disable trigger user;
-- case: disable a trigger
alter table decks disable trigger decks_touched;
-- case: enable a trigger
alter table decks enable trigger decks_touched;
-- case: enable a trigger always
alter table decks enable always trigger decks_touched;
-- case: enable a trigger for replicas
alter table decks enable replica trigger decks_touched;
-- case: disable a rule
alter table decks disable rule decks_rule;
-- case: enable a rule
alter table decks enable rule decks_rule;
-- case: enable a rule always
alter table decks enable always rule decks_rule;
-- case: row security
alter table decks enable row level security;
-- case: no row security
alter table decks disable row level security;
-- case: force row security
alter table decks force row level security;
-- case: do not force row security
alter table decks no force row level security;
-- case: full replica identity
alter table decks replica identity full;
-- case: replica identity using an index
alter table decks replica identity using index decks_width;
-- case: no replica identity
alter table decks replica identity nothing;
-- case: default replica identity
alter table decks replica identity default;
-- case: of a type
alter table berths_plain of berth;
-- case: not of a type
alter table berths not of;
-- case: two weak actions
alter table decks set (fillfactor = 70), alter column name set statistics 50;
-- case: a weak and a strong action
alter table decks set (fillfactor = 70), alter column name set default 'x';
-- case: two actions of middle strength
alter table decks disable trigger decks_touched, alter column name set statistics 50;
-- case: options and a check that is validated
alter table decks set (fillfactor = 70), add constraint wide check (width > 0);
-- case: only
alter table only decks add column a int;
-- case: rename a trigger
alter trigger decks_touched on decks rename to decks_moved;
-- case: rename a policy
alter policy decks_seen on decks rename to decks_shown;
-- case: alter a policy
alter policy decks_seen on decks using (id > 0);
-- case: rename a rule
alter rule decks_rule on decks rename to decks_told;
-- case: a trigger depends on an extension
-- setup: create extension if not exists plpgsql;
alter trigger decks_touched on decks depends on extension plpgsql;
-- case: all tables of a tablespace
alter table all in tablespace pg_default set tablespace pg_default;
