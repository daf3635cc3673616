create table vessels (id int, name text, length int, constraint vessels_length_check check (length > 0));
create table tugs (power int) inherits (vessels);
create table sea_tugs (range int) inherits (tugs);
create table barges (id int, name text, length int, constraint vessels_length_check check (length > 0));
insert into vessels select n, 'v', n % 100 + 1 from generate_series(1, 900) n;
insert into tugs select n, 't', n, n from generate_series(1, 100) n;
insert into sea_tugs select n, 's', n, n, n from generate_series(1, 100) n;
insert into barges select n, 'b', n from generate_series(1, 100) n;
create table yards (id int primary key);
insert into yards select generate_series(1, 100);
create index vessels_name on vessels (name);
create index tugs_name on tugs (name);
create index tugs_length on tugs (length);
create unique index vessels_id on vessels (id);

-- case: a column of a parent
alter table vessels add column a int;
-- case: a default of the parent only
alter table only tugs alter column power set default 1;
-- case: a column of a leaf
alter table sea_tugs add column a int;
-- case: a volatile column of a parent
alter table vessels add column a float8 default random();
-- case: drop a column of a parent
alter table vessels drop column length;
-- case: drop a column of a parent and its check
alter table vessels drop column length cascade;
-- case: drop a column of the parent only
alter table only vessels drop column name;
-- case: a type of a parent
alter table vessels alter column length type bigint;
-- case: not null of a parent
alter table vessels alter column name set not null;
-- case: drop not null of a parent
-- setup: alter table vessels alter column name set not null;
alter table vessels alter column name drop not null;
-- case: not null of the parent only
-- until: 17
alter table only vessels alter column name set not null;
-- case: a default of a parent
alter table vessels alter column name set default 'x';
-- case: drop a default of a parent
alter table vessels alter column name drop default;
-- case: statistics of a parent
alter table vessels alter column name set statistics 10;
-- case: storage of a parent
alter table vessels alter column name set storage external;
-- case: options of a column of a parent
alter table vessels alter column name set (n_distinct = 3);
-- case: a check of a parent
alter table vessels add constraint short check (length < 9000);
-- case: a check of the parent only
alter table vessels add constraint short check (length < 9000) no inherit;
-- case: a check of a parent that is not valid
alter table vessels add constraint short check (length < 9000) not valid;
-- case: validate a check of a parent
-- setup: alter table vessels add constraint short check (length < 9000) not valid;
alter table vessels validate constraint short;
-- case: drop a check of a parent
alter table vessels drop constraint vessels_length_check;
-- case: a primary key of a parent
alter table vessels add primary key (id);
-- case: a unique constraint of a parent
alter table vessels add unique (id, name);
-- case: rename a column of a parent
alter table vessels rename column name to title;
-- case: rename a parent
alter table vessels rename to boats;
-- case: rename a check of a parent
alter table vessels rename constraint vessels_length_check to length_positive;
-- case: inherit
alter table barges inherit vessels;
-- case: no inherit
alter table tugs no inherit vessels;
-- case: inherit from a child
alter table barges add column power int, inherit tugs;
-- case: a new child
create table ferries (cars int) inherits (vessels);
-- case: a new child of two
create table hybrids (cars int) inherits (vessels, barges);
-- case: drop a child
drop table sea_tugs;
-- case: drop a parent and its children
drop table vessels cascade;
-- case: truncate a parent
truncate vessels;
-- case: truncate the parent only
truncate only vessels;
-- case: truncate a child
truncate sea_tugs;
-- case: lock a parent
lock table vessels in share row exclusive mode;
-- case: update a parent
update vessels set length = length + 1;
-- case: update the parent only
update only vessels set length = length + 1;
-- case: delete from a parent
delete from vessels;
-- case: delete from a parent by a condition without an index
delete from only vessels where length = 7;
-- case: an index of a parent
create index on vessels (length);
-- case: vacuum a parent
-- until: 17
-- blocker: lock table only vessels in share update exclusive mode
vacuum vessels;
-- case: vacuum a parent and its children
-- since: 18
-- blocker: lock table only vessels in share update exclusive mode
-- blocker: lock table only tugs in share update exclusive mode
-- blocker: lock table only sea_tugs in share update exclusive mode
vacuum vessels;
-- case: analyze a parent
analyze vessels;
-- case: fillfactor of a parent
alter table vessels set (fillfactor = 80);
-- case: the owner of a parent
-- setup: create role shipwright;
alter table vessels owner to shipwright;
-- case: a trigger of a parent is disabled
alter table vessels disable trigger all;
-- case: comment on a column of a parent
comment on column vessels.name is 'x';
-- case: cluster a parent
cluster vessels using vessels_name;
-- case: row security of a parent
alter table vessels enable row level security;
-- case: a foreign key of a parent
alter table vessels add foreign key (length) references yards (id);
