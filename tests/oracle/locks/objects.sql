create role purser;
create schema archive;
create schema full_one;
create table full_one.a (id int primary key);
create table full_one.b (id int primary key, a_id int references full_one.a (id));
insert into full_one.a values (1); insert into full_one.b values (1, 1);
create table ropes (id int primary key, length int not null, name text, knots int);
insert into ropes select n, n, 'r', n from generate_series(1, 300) n;
create table coils (id serial primary key, rope_id int not null references ropes (id), note text);
insert into coils (rope_id, note) select n, 'c' from generate_series(1, 300) n;
create table hooks (id int generated always as identity primary key, coil_id int references coils (id), rope_id int references ropes);
insert into hooks (coil_id, rope_id) select n, n from generate_series(1, 100) n;
create view long_ropes as select id, length from ropes;
create sequence loose_numbers;
create sequence owned_numbers owned by ropes.knots;
create sequence default_numbers;
alter table ropes alter column knots set default nextval('default_numbers');
create function twist() returns trigger language plpgsql as 'begin return new; end';
create function plain(int) returns int language sql immutable as 'select $1';
create trigger ropes_twist before update on ropes for each row execute function twist();
create policy ropes_policy on ropes using (true);
create rule ropes_rule as on insert to ropes do also nothing;
create statistics ropes_statistics on length, name from ropes;
create publication ropes_news for table ropes;
create extension if not exists plpgsql;

-- case: a table
create table anchors (id int primary key, name text unique, check (id > 0));
-- case: a table if not exists, which does
create table if not exists ropes (id int);
-- case: a table with a foreign key
create table anchors (id int, rope_id int references ropes (id));
-- case: a table with a foreign key of the table
create table anchors (id int, rope_id int, foreign key (rope_id) references ropes);
-- case: a table with two foreign keys
create table anchors (rope_id int references ropes, coil_id int references coils);
-- case: a table with a foreign key to itself
create table anchors (id int primary key, up int references anchors (id));
-- case: a table like another
create table anchors (like ropes including all);
-- case: a table of a type
-- setup: create type anchor as (id int, name text);
create table anchors of anchor;
-- case: a table with a serial
create table anchors (id serial primary key);
-- case: a temporary table
create temporary table anchors (id int);
-- case: an unlogged table
create unlogged table anchors (id int);
-- case: a partitioned table
create table anchors (id int, day int) partition by range (day);
-- case: a table as a query
create table anchors as select * from ropes;
-- case: a table as a query of a view
create table anchors as select * from long_ropes;
-- case: a table as a query with no data
create table anchors as select * from ropes with no data;
-- case: select into
select id, length into anchors from ropes;
-- case: a table as values
create table anchors as values (1), (2);
-- case: drop a table
drop table hooks;
-- case: drop a table with a foreign key and a serial
drop table coils cascade;
-- case: drop a referenced table
drop table ropes cascade;
-- case: drop two tables
drop table hooks, coils;
-- case: drop a table if exists, which does not
drop table if exists missing;
-- case: drop a table of the same transaction
-- before: create table anchors (id int);
drop table anchors;
-- case: drop a schema with tables
drop schema full_one cascade;
-- case: drop an empty schema
drop schema archive;
-- case: a schema
create schema harbour;
-- case: a schema if not exists, which does
create schema if not exists archive;
-- case: rename a schema
alter schema full_one rename to fuller;
-- case: owner of a schema
alter schema full_one owner to purser;
-- case: comment on a schema
comment on schema archive is 'x';

-- case: a sequence
create sequence numbers;
-- case: an owned sequence
create sequence numbers owned by ropes.length;
-- case: restart a sequence
alter sequence loose_numbers restart with 100;
-- case: increment of a sequence
alter sequence loose_numbers increment by 5;
-- case: type of a sequence
alter sequence loose_numbers as int;
-- case: own a sequence
alter sequence loose_numbers owned by ropes.id;
-- case: own a sequence no more
alter sequence owned_numbers owned by none;
-- case: rename a sequence
alter sequence loose_numbers rename to tight_numbers;
-- case: owner of a sequence
alter sequence loose_numbers owner to purser;
-- case: schema of a sequence
alter sequence loose_numbers set schema archive;
-- case: unlogged sequence
-- since: 15
alter sequence loose_numbers set unlogged;
-- case: drop a sequence
drop sequence loose_numbers;
-- case: drop a sequence that a default uses
drop sequence default_numbers cascade;
-- case: drop an owned sequence
drop sequence owned_numbers;
-- case: nextval
select nextval('loose_numbers');
-- case: setval
select setval('loose_numbers', 50);
-- case: currval and lastval
-- before: select nextval('loose_numbers');
select lastval();
-- case: comment on a sequence
comment on sequence loose_numbers is 'x';
-- case: grant on a sequence
grant usage on sequence loose_numbers to purser;

-- case: a function
create function other(int) returns int language sql as 'select $1';
-- case: replace a function
create or replace function plain(int) returns int language sql immutable as 'select $1 + 1';
-- case: replace a trigger function
create or replace function twist() returns trigger language plpgsql as 'begin return null; end';
-- case: a procedure
create procedure go() language sql as 'select 1';
-- case: an aggregate
create aggregate total(int) (sfunc = int4pl, stype = int);
-- case: rename a function
alter function plain(int) rename to plainer;
-- case: owner of a function
alter function plain(int) owner to purser;
-- case: volatility of a function
alter function plain(int) stable;
-- case: schema of a function
alter function plain(int) set schema archive;
-- case: drop a function
drop function plain(int);
-- case: comment on a function
comment on function plain(int) is 'x';
-- case: grant on a function
grant execute on function plain(int) to purser;

-- case: a trigger
create trigger ropes_again after insert on ropes for each row execute function twist();
-- case: replace a trigger
-- since: 14
create or replace trigger ropes_twist after insert on ropes for each row execute function twist();
-- case: a constraint trigger
create constraint trigger ropes_late after insert on ropes deferrable for each row execute function twist();
-- case: a constraint trigger from a table
create constraint trigger ropes_late after insert on ropes from coils deferrable for each row execute function twist();
-- case: a truncate trigger
create trigger ropes_gone before truncate on ropes for each statement execute function twist();
-- case: drop a trigger
drop trigger ropes_twist on ropes;
-- case: drop a trigger if exists, which does not
drop trigger if exists missing on ropes;
-- case: rename a trigger
alter trigger ropes_twist on ropes rename to ropes_turn;
-- case: comment on a trigger
comment on trigger ropes_twist on ropes is 'x';

-- case: a policy
create policy seen on ropes for select using (length > 0);
-- case: alter a policy
alter policy ropes_policy on ropes using (false);
-- case: drop a policy
drop policy ropes_policy on ropes;
-- case: drop a policy if exists, which does not
drop policy if exists missing on ropes;
-- case: rename a policy
alter policy ropes_policy on ropes rename to ropes_seen;
-- case: comment on a policy
comment on policy ropes_policy on ropes is 'x';

-- case: a rule
create rule quiet as on delete to ropes do instead nothing;
-- case: replace a rule
create or replace rule ropes_rule as on insert to ropes do instead nothing;
-- case: drop a rule
drop rule ropes_rule on ropes;
-- case: comment on a rule
comment on rule ropes_rule on ropes is 'x';

-- case: statistics
create statistics more on id, length from ropes;
-- case: drop statistics
drop statistics ropes_statistics;
-- case: rename statistics
alter statistics ropes_statistics rename to ropes_more;
-- case: target of statistics
-- since: 13
alter statistics ropes_statistics set statistics 100;
-- case: schema of statistics
alter statistics ropes_statistics set schema archive;
-- case: comment on statistics
comment on statistics ropes_statistics is 'x';

-- case: a publication
create publication more for table ropes, coils;
-- case: a publication of all tables
create publication more for all tables;
-- case: add a table to a publication
alter publication ropes_news add table coils;
-- case: set the tables of a publication
alter publication ropes_news set table coils;
-- case: drop a table from a publication
alter publication ropes_news drop table ropes;
-- case: options of a publication
alter publication ropes_news set (publish = 'insert');
-- case: drop a publication
drop publication ropes_news;
-- case: rename a publication
alter publication ropes_news rename to ropes_old;

-- case: an extension that is there
create extension if not exists plpgsql;
-- case: comment on an extension
comment on extension plpgsql is 'x';
-- case: a role
create role bosun;
-- case: rename a role
alter role purser rename to steward;
-- case: grant a role
-- setup: create role bosun;
grant purser to bosun;
-- case: grant on a table
grant select, insert on ropes to purser;
-- case: grant on columns
grant select (id, length) on ropes to purser;
-- case: grant on all tables of a schema
grant select on all tables in schema public to purser;
-- case: revoke on a table
revoke all on ropes from public;
-- case: default privileges
alter default privileges in schema public grant select on tables to purser;
-- case: comment on a table
comment on table ropes is 'x';
-- case: comment on a column
comment on column ropes.length is 'x';
-- case: comment on a constraint
comment on constraint ropes_pkey on ropes is 'x';
-- case: comment on a database
comment on database postgres is 'x';
-- case: a collation
create collation smooth (locale = 'C');
-- case: drop a collation
-- setup: create collation smooth (locale = 'C');
drop collation smooth;
-- case: a cast
-- setup: create type coil as (id int);
create cast (text as coil) with inout;
-- case: an operator
create operator === (leftarg = int, rightarg = int, function = int4eq);
-- case: a text search configuration
create text search configuration harbour (copy = english);
-- case: an event trigger
-- setup: create function told() returns event_trigger language plpgsql as 'begin end';
create event trigger told on ddl_command_end execute function told();
-- case: a foreign-data wrapper
create foreign data wrapper far;
-- case: a foreign table
-- setup: create foreign data wrapper far; create server farther foreign data wrapper far;
create foreign table buoys (id int) server farther;
-- case: alter a foreign table
-- setup: create foreign data wrapper far; create server farther foreign data wrapper far; create foreign table buoys (id int) server farther;
alter foreign table buoys add column name text default 'x';
-- case: drop a foreign table
-- setup: create foreign data wrapper far; create server farther foreign data wrapper far; create foreign table buoys (id int) server farther;
drop foreign table buoys;
-- case: drop what a role owns
drop owned by purser;
-- case: reassign what a role owns
reassign owned by purser to postgres;
