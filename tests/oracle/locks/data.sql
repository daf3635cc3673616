create table depots (id int primary key, name text, area int);
insert into depots select n, 'd' || n, n % 10 from generate_series(1, 500) n;
create table trucks (id serial primary key, depot_id int references depots (id) on delete cascade, plate text unique, load int default 0);
insert into trucks (depot_id, plate, load) select n % 500 + 1, 'p' || n, n from generate_series(1, 4000) n;
create index trucks_load on trucks (load);
create table log (at int, what text);
insert into log select n, 'x' from generate_series(1, 300) n;
create table log_copy (at int, what text);
insert into log_copy values (1, 'x');
create sequence numbers;
create view loads as select id, load from trucks;
create unlogged table pad (id int, n int);
insert into pad select n, n from generate_series(1, 50) n;

-- case: insert
insert into log values (1, 'x');
-- case: insert with a serial
insert into trucks (depot_id, plate) values (1, 'new');
-- case: insert with the serial given
insert into trucks (id, depot_id, plate) values (9000, 1, 'new');
-- case: insert a foreign key
insert into trucks (id, depot_id, plate) values (9000, 2, 'new');
-- case: insert that breaks a foreign key
insert into trucks (id, depot_id, plate) values (9000, 7777, 'new');
-- case: insert with a null foreign key
insert into depots values (1000, 'x', 1);
-- case: insert from a query
insert into log_copy select at, what from log;
-- case: insert from another table of one's own
insert into log select at, what from log_copy;
-- case: insert a duplicate
insert into depots values (1, 'x', 1);
-- case: insert on conflict
insert into depots values (1, 'x', 1) on conflict do nothing;
-- case: insert nextval
insert into log values (nextval('numbers'), 'x');
-- case: update everything
update log set what = 'y';
-- case: update by a condition without an index
update log set what = 'y' where at = 5;
-- case: update by the primary key
update depots set name = 'y' where id = 5;
-- case: update an unindexed table of keys
update depots set name = 'y';
-- case: update where an index helps nothing
update depots set name = 'y' where area = 3;
-- case: update from another table
update log set what = c.what from log_copy c where c.at = log.at and log.at = 1;
-- case: update a foreign key
update trucks set depot_id = 3 where id = 5;
-- case: delete everything
delete from log;
-- case: delete by a condition without an index
delete from log where at < 10;
-- case: delete by the primary key
delete from log_copy where at = 1;
-- case: delete a referenced row
delete from depots where id = 5;
-- case: delete all that refer
delete from trucks;
-- case: merge
-- since: 15
merge into log using log_copy c on c.at = log.at when matched then update set what = c.what;
-- case: truncate
truncate log;
-- case: truncate two
truncate log, log_copy;
-- case: truncate with indexes
truncate trucks;
-- case: truncate and restart
truncate trucks restart identity;
-- case: truncate and continue
truncate trucks continue identity;
-- case: truncate with what refers
truncate depots cascade;
-- case: truncate both
truncate depots, trucks;
-- case: truncate a table of the same transaction
-- before: create table fresh (id int primary key); insert into fresh values (1);
truncate fresh;
-- case: truncate an unlogged table
truncate pad;
-- case: lock
lock table log;
-- case: lock access share
lock table log in access share mode;
-- case: lock row share
lock table log in row share mode;
-- case: lock row exclusive
lock log in row exclusive mode;
-- case: lock share update exclusive
lock log in share update exclusive mode;
-- case: lock share
lock log in share mode;
-- case: lock share row exclusive
lock log in share row exclusive mode;
-- case: lock exclusive
lock log in exclusive mode;
-- case: lock two
lock table log, log_copy in exclusive mode;
-- case: lock at once or not at all
lock table log in share mode nowait;
-- case: select everything
select * from log;
-- case: select from a view
select * from loads;
-- case: select for update
select * from log for update;
-- case: select for share
select * from log for share;
-- case: select for key share
select * from log for key share;
-- case: select a constant
select 1;
-- case: select with a changing query
with gone as (delete from log returning at) select count(*) from gone;
-- case: an advisory lock
select pg_advisory_xact_lock(1);
-- case: copy to
copy log to '/dev/null';
-- case: copy a query to
copy (select * from log) to '/dev/null';
-- case: values
values (1), (2);
-- case: explain
explain select * from log;
-- case: prepare
prepare later as select * from log;
-- case: declare a cursor
declare walk cursor for select * from log;
-- case: a savepoint
savepoint here;
-- case: set
set lock_timeout = '2s';
-- case: set local
set local statement_timeout = '2s';
-- case: reset
reset lock_timeout;
-- case: show
show lock_timeout;
-- case: discard
discard plans;
-- case: notify
notify harbour;
-- case: listen
listen harbour;
-- case: an empty block
do 'begin end';
-- case: checkpoint
checkpoint;

-- case: vacuum
-- blocker: lock table trucks in share update exclusive mode
vacuum trucks;
-- case: vacuum and analyze
-- blocker: lock table trucks in share update exclusive mode
vacuum (analyze) trucks;
-- case: vacuum full
-- blocker: lock table trucks in access share mode
vacuum full trucks;
-- case: vacuum freeze
-- blocker: lock table log in share update exclusive mode
vacuum freeze log;
-- case: vacuum two
-- blocker: lock table log in share update exclusive mode
-- blocker: lock table log_copy in share update exclusive mode
vacuum log, log_copy;
-- case: analyze
analyze trucks;
-- case: analyze a column
analyze trucks (load);
-- case: analyze two
analyze log, log_copy;
-- case: analyze everything
analyze;
-- case: cluster
cluster trucks using trucks_load;
-- case: cluster and a foreign key
cluster depots using depots_pkey;
