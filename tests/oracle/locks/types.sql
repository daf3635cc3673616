create role typist;
create schema archive;
create type mood as enum ('calm', 'rough', 'storm');
create type lonely as enum ('a', 'b');
create type spot as (x int, y int);
create type span as range (subtype = int4);
create domain depth as int check (value >= 0);
create domain fathoms as int;
create domain shallow as fathoms;
create domain tag as text default 'x';
create table seas (id int primary key, state mood not null default 'calm', states mood[], depth depth, fathoms fathoms, low shallow, at spot, tag tag, reach span);
insert into seas (id, depth, fathoms, low, reach) select n, n, n, n, '[1,5)' from generate_series(1, 300) n;
create index seas_state on seas (state);
create table bays (id int primary key, sea_id int references seas (id), fathoms fathoms not null, depth depth not null);
insert into bays select n, n, n, n from generate_series(1, 100) n;
create view rough_seas as select id, state from seas where state = 'rough';
create view deep_bays as select id, depth from bays;
create function worst(mood) returns mood language sql immutable as 'select $1';
create table spots of spot;
insert into spots values (1, 2);

-- case: a value
alter type mood add value 'mist';
-- case: a value before another
alter type mood add value 'mist' before 'storm';
-- case: a value if not exists, which does
alter type mood add value if not exists 'calm';
-- case: a value to a type of the same transaction
-- before: create type fresh as enum ('a');
alter type fresh add value 'b';
-- case: rename a value
alter type mood rename value 'calm' to 'flat';
-- case: rename an enum
alter type mood rename to weather;
-- case: owner of an enum
alter type mood owner to typist;
-- case: schema of an enum
alter type mood set schema archive;
-- case: an enum
create type port_state as enum ('open', 'closed');
-- case: a composite type
create type pair as (a int, b text);
-- case: a range type
create type metres as range (subtype = float8);
-- case: a shell type
create type shell;
-- case: drop an unused enum
drop type lonely;
-- case: drop a type if exists, which does not
drop type if exists missing;
-- case: drop an enum with its columns
drop type mood cascade;
-- case: drop a range type with its columns
drop type span cascade;
-- case: drop a composite type with its columns
-- setup: drop table spots;
drop type spot cascade;
-- case: an attribute
-- setup: alter table seas drop column at; drop table spots;
alter type spot add attribute z int;
-- case: an attribute with cascade to a typed table
-- setup: alter table seas drop column at;
alter type spot add attribute z int cascade;
-- case: drop an attribute
-- setup: alter table seas drop column at; drop table spots;
alter type spot drop attribute y;
-- case: rename an attribute
-- setup: drop table spots;
alter type spot rename attribute y to z;
-- case: rename an attribute with cascade to a typed table
alter type spot rename attribute y to z cascade;
-- case: an attribute's type
-- setup: alter table seas drop column at; drop table spots;
alter type spot alter attribute y type bigint;
-- case: rename a composite type
alter type spot rename to place;
-- case: owner of a composite type
alter type spot owner to typist;
-- case: schema of a composite type
alter type spot set schema archive;
-- case: comment on a type
comment on type mood is 'x';
-- case: grant on a type
grant usage on type mood to typist;

-- case: a domain
create domain knots as int check (value > 0);
-- case: a domain not null
create domain knots as int not null default 1;
-- case: a domain's check
alter domain fathoms add constraint positive check (value > 0);
-- case: a domain's check that rows break
alter domain fathoms add constraint few check (value < 10);
-- case: a domain's check that is not valid
alter domain fathoms add constraint positive check (value > 0) not valid;
-- case: a check of a constrained domain
alter domain depth add constraint sane check (value < 100000);
-- case: a check of an unused domain
-- setup: create domain idle as int;
alter domain idle add constraint positive check (value > 0);
-- case: validate a domain's check
-- setup: alter domain fathoms add constraint positive check (value > 0) not valid;
alter domain fathoms validate constraint positive;
-- case: validate a domain's check that is valid
alter domain depth validate constraint depth_check;
-- case: drop a domain's check
alter domain depth drop constraint depth_check;
-- case: drop a domain's check if exists, which does not
alter domain depth drop constraint if exists missing;
-- case: rename a domain's check
alter domain depth rename constraint depth_check to depth_positive;
-- case: a domain not null from now on
alter domain depth set not null;
-- case: a domain not null where there are nulls
-- setup: update seas set fathoms = null where id = 1;
alter domain fathoms set not null;
-- case: a domain that is not null already
-- setup: alter domain depth set not null;
alter domain depth set not null;
-- case: a domain that may be null again
-- setup: alter domain depth set not null;
alter domain depth drop not null;
-- case: a domain's default
alter domain depth set default 5;
-- case: drop a domain's default
alter domain tag drop default;
-- case: rename a domain
alter domain depth rename to deepness;
-- case: owner of a domain
alter domain depth owner to typist;
-- case: schema of a domain
alter domain depth set schema archive;
-- case: drop a domain with its columns
drop domain depth cascade;
-- case: drop a domain with domains over it
drop domain fathoms cascade;
-- case: drop an unused domain
-- setup: create domain idle as int;
drop domain idle;
-- case: comment on a domain
comment on domain depth is 'x';
-- case: comment on a domain's constraint
comment on constraint depth_check on domain depth is 'x';
