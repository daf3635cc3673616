create table piers (id int primary key, name text);
insert into piers select n, 'p' from generate_series(1, 100) n;
create table sailings (id int not null, day int not null, pier_id int, note text, constraint note_given check (note <> '')) partition by range (day);
create table sailings_1 partition of sailings for values from (0) to (100);
create table sailings_2 partition of sailings for values from (100) to (200);
create table sailings_rest partition of sailings default;
create index sailings_note on sailings (note);
insert into sailings select n, n % 300, n % 100 + 1, 'x' from generate_series(1, 900) n;
create table fares (id int not null, region text not null, amount int, pier_id int references piers (id), primary key (id, region)) partition by list (region);
create table fares_north partition of fares for values in ('north');
create table fares_south partition of fares for values in ('south') partition by range (id);
create table fares_south_low partition of fares_south for values from (0) to (500);
create table fares_south_high partition of fares_south for values from (500) to (5000);
insert into fares select n, case when n % 3 = 0 then 'north' else 'south' end, n, n % 100 + 1 from generate_series(1, 999) n;
create table loose (id int not null, day int not null, pier_id int, note text, constraint note_given check (note <> ''));
insert into loose select n, 1000 + n % 50, 1, 'x' from generate_series(1, 200) n;
create table loose_known (id int not null, day int not null, pier_id int, note text, constraint note_given check (note <> ''), constraint within check (day >= 2000 and day < 3000));
insert into loose_known select n, 2000 + n % 50, 1, 'x' from generate_series(1, 200) n;
create table west (id int not null, region text not null, amount int, pier_id int);
insert into west select n, 'west', n, 1 from generate_series(1, 200) n;
create table discounts (fare_id int, fare_region text, foreign key (fare_id, fare_region) references fares (id, region));
insert into discounts select n, case when n % 3 = 0 then 'north' else 'south' end from generate_series(1, 99) n;
create table by_hash (id int not null, v int) partition by hash (id);
create table by_hash_0 partition of by_hash for values with (modulus 2, remainder 0);
insert into by_hash select n, n from generate_series(1, 200) n where satisfies_hash_partition('by_hash'::regclass, 2, 0, n);
create function watch() returns trigger language plpgsql as 'begin return new; end';

-- case: attach a partition, with a default partition
alter table sailings attach partition loose for values from (1000) to (1100);
-- case: attach a partition that a check proves
alter table sailings attach partition loose_known for values from (2000) to (3000);
-- case: attach a partition whose rows do not fit
alter table sailings attach partition loose for values from (3000) to (3100);
-- case: attach a partition without a default partition
alter table fares attach partition west for values in ('west');
-- case: attach the default partition
alter table fares attach partition west default;
-- case: attach a partition that has the index
-- setup: create index on loose (note);
alter table sailings attach partition loose for values from (1000) to (1100);
-- case: attach a partitioned partition
-- setup: create table deep (id int not null, day int not null, pier_id int, note text, constraint note_given check (note <> '')) partition by range (day);
-- setup: create table deep_1 partition of deep for values from (5000) to (5100);
-- setup: insert into deep values (1, 5001, 1, 'x');
alter table sailings attach partition deep for values from (5000) to (5500);
-- case: detach a partition, with a default partition
alter table sailings detach partition sailings_1;
-- case: detach a partition without a default partition
alter table by_hash detach partition by_hash_0;
-- case: detach a partition of a referenced table
alter table fares detach partition fares_north;
-- case: detach a partitioned partition
alter table fares detach partition fares_south;
-- case: detach the default partition
alter table sailings detach partition sailings_rest;
-- case: detach a partition concurrently
-- since: 14
-- blocker: lock table only by_hash in row exclusive mode
-- blocker: lock table by_hash_0 in access share mode
alter table by_hash detach partition by_hash_0 concurrently;
-- case: a new partition, with a default partition
create table sailings_3 partition of sailings for values from (300) to (400);
-- case: a new partition without a default partition
create table by_hash_1 partition of by_hash for values with (modulus 2, remainder 1);
-- case: a new partition of a table with a foreign key
create table fares_east partition of fares for values in ('east');
-- case: a new default partition
create table fares_rest partition of fares default;
-- case: a new partitioned partition
create table sailings_4 partition of sailings for values from (400) to (500) partition by range (id);
-- case: a new partition of a partition
create table fares_south_top partition of fares_south for values from (5000) to (9000);
-- case: drop a partition
drop table sailings_1;
-- case: drop a partition without a default partition
drop table by_hash_0;
-- case: drop a partition of a partition
drop table fares_south_low cascade;
-- case: drop the default partition
drop table sailings_rest;
-- case: drop a partitioned table
drop table sailings;
-- case: drop a referenced partitioned table
drop table fares cascade;
-- case: a column of a partitioned table
alter table sailings add column a int default 1;
-- case: a volatile column of a partitioned table
alter table sailings add column a float8 default random();
-- case: a column of a partitioned table with partitioned partitions
alter table fares add column a int;
-- case: drop a column of a partitioned table
alter table sailings drop column note;
-- case: drop a foreign key column of a partitioned table
alter table fares drop column pier_id;
-- case: a type of a partitioned table
alter table sailings alter column id type bigint;
-- case: a free type of a partitioned table
alter table sailings alter column note type varchar;
-- case: not null on a partitioned table
alter table sailings alter column pier_id set not null;
-- case: drop not null on a partitioned table
alter table sailings alter column id drop not null;
-- case: a default of a partitioned table
alter table sailings alter column note set default 'y';
-- case: a default of the partitioned table only
alter table only sailings alter column note set default 'y';
-- case: drop a default of a partitioned table
alter table sailings alter column note drop default;
-- case: statistics of a partitioned table
alter table sailings alter column note set statistics 10;
-- case: storage of a partitioned table
alter table sailings alter column note set storage external;
-- case: a check of a partitioned table
alter table sailings add constraint positive check (id > 0);
-- case: a check of a partitioned table that is not valid
alter table sailings add constraint positive check (id > 0) not valid;
-- case: validate a check of a partitioned table
-- setup: alter table sailings add constraint positive check (id > 0) not valid;
alter table sailings validate constraint positive;
-- case: drop a check of a partitioned table
-- setup: alter table sailings add constraint positive check (id > 0);
alter table sailings drop constraint positive;
-- case: a foreign key of a partitioned table
alter table sailings add foreign key (pier_id) references piers (id);
-- case: drop a foreign key of a partitioned table
alter table fares drop constraint fares_pier_id_fkey;
-- case: a foreign key to a partitioned table
alter table west add foreign key (id, region) references fares (id, region) not valid;
-- case: a table with a foreign key to a partitioned table
create table extras (fare_id int, fare_region text, foreign key (fare_id, fare_region) references fares (id, region));
-- case: drop a foreign key to a partitioned table
alter table discounts drop constraint discounts_fare_id_fare_region_fkey;
-- case: a primary key of a partitioned table
alter table sailings add primary key (id, day);
-- case: unique on a partitioned table
alter table sailings add unique (day, id);
-- case: drop the primary key of a partitioned table
alter table fares drop constraint fares_pkey cascade;
-- case: rename a partitioned table
alter table sailings rename to trips;
-- case: rename a column of a partitioned table
alter table sailings rename column note to remark;
-- case: rename a partition
alter table sailings_1 rename to sailings_one;
-- case: rename a constraint of a partitioned table
alter table sailings rename constraint note_given to note_known;
-- case: the owner of a partitioned table
-- setup: create role harbourmaster;
alter table sailings owner to harbourmaster;
-- case: a trigger on a partitioned table
create trigger watched after insert on sailings for each row execute function watch();
-- case: a statement trigger on a partitioned table
create trigger watched after insert on sailings for each statement execute function watch();
-- case: drop a trigger of a partitioned table
-- setup: create trigger watched after insert on sailings for each row execute function watch();
drop trigger watched on sailings;
-- case: disable a trigger of a partitioned table
-- setup: create trigger watched after insert on sailings for each row execute function watch();
alter table sailings disable trigger watched;
-- case: an index on a partitioned table
create index on sailings (pier_id);
-- case: an index on the partitioned table only
create index on only sailings (pier_id);
-- case: an index on partitions of partitions
create index on fares (amount);
-- case: a unique index on a partitioned table
create unique index on sailings (id, day);
-- case: drop an index of a partitioned table
drop index sailings_note;
-- case: attach an index
-- setup: create index sailings_pier on only sailings (pier_id);
-- setup: create index sailings_1_pier on sailings_1 (pier_id);
alter index sailings_pier attach partition sailings_1_pier;
-- case: rename an index of a partitioned table
alter index sailings_note rename to sailings_remark;
-- case: reindex a partitioned table
-- since: 14
-- blocker: lock table sailings_1 in row exclusive mode
-- blocker: lock table sailings_2 in row exclusive mode
-- blocker: lock table sailings_rest in row exclusive mode
reindex table sailings;
-- case: truncate a partitioned table
truncate sailings;
-- case: truncate a partition
truncate sailings_2;
-- case: truncate a partitioned table with cascade
truncate fares cascade;
-- case: analyze a partitioned table
analyze sailings;
-- case: analyze a partition
analyze sailings_1;
-- case: lock a partitioned table
lock table sailings in share mode;
-- case: lock the partitioned table only
lock table only sailings in share mode;
-- case: insert into a partitioned table
insert into by_hash select id, v from by_hash_0 where false;
-- case: update a partitioned table
update by_hash set v = 1;
-- case: update a partition
update by_hash_0 set v = 1;
-- case: delete from a partitioned table
delete from by_hash;
-- case: comment on a partitioned table
comment on table sailings is 'x';
-- case: grant on a partitioned table
grant select on sailings to public;
-- case: row security of a partitioned table
alter table sailings enable row level security;
-- case: a partition in another schema
-- setup: create schema attic;
alter table sailings_1 set schema attic;
-- case: unlogged partition
alter table sailings_1 set unlogged;
-- case: a policy on a partitioned table
create policy seen on sailings using (true);
-- case: a publication of a partitioned table
-- since: 13
create publication news for table sailings;
