create table ports (id int primary key, code text not null, country text, unique (code));
insert into ports select n, 'P' || n, 'C' from generate_series(1, 300) n;
create table voyages (
  id int primary key,
  port_id int not null,
  via_id int,
  old_port_id int,
  code text,
  days int not null,
  slot int4range,
  constraint days_checked check (days < 1000),
  constraint old_known foreign key (old_port_id) references ports (id) deferrable,
  constraint code_once unique (code)
);
insert into voyages select n, n % 300 + 1, n % 300 + 1, n % 300 + 1, 'V' || n, n % 50 + 1,
  int4range(n * 10, n * 10 + 5) from generate_series(1, 800) n;
alter table voyages add constraint days_promised check (days > 0) not valid;
alter table voyages add constraint via_promised foreign key (via_id) references ports (id) not valid;
create unique index voyages_days_id on voyages (days, id);
create unique index voyages_port_id_id on voyages (port_id, id);
create unique index voyages_via on voyages (via_id, id);
create table stops (voyage_id int references voyages (id), stop int, name text);
insert into stops select n, 1, 'S' from generate_series(1, 300) n;
create unique index stops_key on stops (voyage_id, stop);
create table keyless (a int, b int not null, c int not null);
insert into keyless select n, n, n % 5 from generate_series(1, 100) n;
create unique index keyless_a on keyless (a);
create unique index keyless_b on keyless (b);
create table nulls (a int, b int);
insert into nulls values (null, 1), (2, 1);
create view voyage_codes as select code, count(*) as n, max(days) as days from voyages group by code;
create table tree (id int primary key, parent_id int);
insert into tree select n, nullif(n / 2, 0) from generate_series(1, 100) n;

-- case: a check
alter table voyages add constraint via_positive check (via_id > 0);
-- case: a check that is not valid
alter table voyages add constraint via_positive check (via_id > 0) not valid;
-- case: a check without a name
alter table voyages add check (via_id > 0);
-- case: a check that rows break
alter table voyages add constraint few check (days < 10);
-- case: a check with no inherit
alter table voyages add constraint via_positive check (via_id > 0) no inherit;
-- case: two checks
alter table voyages add check (via_id > 0), add check (port_id > 0);
-- case: a check that is not enforced
-- since: 18
alter table voyages add constraint via_positive check (via_id > 0) not enforced;
-- case: validate a check
alter table voyages validate constraint days_promised;
-- case: validate a check that is valid
alter table voyages validate constraint days_checked;
-- case: validate a check of the same transaction
-- before: alter table voyages add constraint via_positive check (via_id > 0) not valid;
alter table voyages validate constraint via_positive;
-- case: drop a check
alter table voyages drop constraint days_checked;
-- case: drop a constraint if exists, which does not
alter table voyages drop constraint if exists missing;
-- case: a foreign key
alter table voyages add constraint port_known foreign key (port_id) references ports (id);
-- case: a foreign key that is not valid
alter table voyages add constraint port_known foreign key (port_id) references ports (id) not valid;
-- case: a foreign key with actions that is not valid
alter table voyages add foreign key (port_id) references ports (id) on delete cascade on update set null not valid;
-- case: a foreign key to a unique column
-- setup: create table signs (code text); insert into signs select code from ports;
alter table signs add foreign key (code) references ports (code);
-- case: a foreign key that rows break
-- setup: update voyages set port_id = 4000 where id = 1;
alter table voyages add foreign key (port_id) references ports;
-- case: a foreign key to the table itself
alter table tree add foreign key (parent_id) references tree (id);
-- case: a foreign key to the table itself that is not valid
alter table tree add foreign key (parent_id) references tree (id) not valid;
-- case: a foreign key to a table of the same transaction
-- before: create table piers (id int primary key);
alter table nulls add foreign key (b) references piers (id) not valid;
-- case: a foreign key from a table of the same transaction
-- before: create table piers (id int, port_id int); insert into piers values (1, 1);
alter table piers add foreign key (port_id) references ports (id);
-- case: a foreign key that is not enforced
-- since: 18
alter table voyages add foreign key (port_id) references ports (id) not enforced;
-- case: two foreign keys
alter table voyages add foreign key (port_id) references ports (id) not valid, add foreign key (days) references ports (id) not valid;
-- case: a foreign key and a check
alter table voyages add foreign key (port_id) references ports (id) not valid, add check (days > 0) not valid;
-- case: validate a foreign key
alter table voyages validate constraint via_promised;
-- case: validate a foreign key that is valid
alter table voyages validate constraint old_known;
-- case: validate two constraints
alter table voyages validate constraint via_promised, validate constraint days_promised;
-- case: drop a foreign key
alter table voyages drop constraint old_known;
-- case: drop a foreign key that is not valid
alter table voyages drop constraint via_promised;
-- case: drop a foreign key to the table itself
-- setup: alter table tree add constraint parent_known foreign key (parent_id) references tree (id);
alter table tree drop constraint parent_known;
-- case: alter a foreign key
alter table voyages alter constraint old_known deferrable initially deferred;
-- case: alter a foreign key that is as wanted
alter table voyages alter constraint old_known deferrable initially immediate;
-- case: rename a constraint
alter table voyages rename constraint days_checked to days_bounded;
-- case: rename a constraint with an index
alter table voyages rename constraint code_once to code_unique;
-- case: rename the primary key
alter table voyages rename constraint voyages_pkey to voyages_key;
-- case: unique
alter table voyages add constraint port_once unique (id, port_id);
-- case: unique and deferrable
alter table voyages add unique (id, port_id) deferrable initially deferred;
-- case: unique that rows break
alter table voyages add unique (port_id);
-- case: unique with nulls not distinct
-- since: 15
alter table voyages add unique nulls not distinct (id, port_id);
-- case: unique with included columns
alter table voyages add unique (id) include (days);
-- case: unique using an index
alter table keyless add constraint a_once unique using index keyless_a;
-- case: unique using an index under its name
alter table keyless add constraint keyless_a unique using index keyless_a;
-- case: a primary key
alter table keyless add primary key (b);
-- case: a primary key of nullable columns
alter table keyless add primary key (a);
-- case: a primary key of nullable and other columns
alter table keyless add primary key (a, c);
-- case: a primary key that nulls break
alter table nulls add primary key (a);
-- case: a primary key that duplicates break
alter table keyless add primary key (c);
-- case: a primary key using an index
alter table keyless add primary key using index keyless_b;
-- case: a primary key using an index of nullable columns
alter table keyless add constraint keyed primary key using index keyless_a;
-- case: replace the primary key
alter table voyages drop constraint voyages_pkey cascade, add constraint voyages_key primary key (days, id);
-- case: replace the primary key using an index
alter table voyages drop constraint voyages_pkey cascade, add primary key using index voyages_days_id;
-- case: an exclusion constraint
alter table voyages add exclude using gist (slot with &&);
-- case: an exclusion constraint that rows break
alter table keyless add exclude using btree (c with =);
-- case: drop unique
alter table voyages drop constraint code_once;
-- case: a check that is not valid in a new table
create table fresh (a int, constraint a_positive check (a > 0) not valid);
-- case: validate a check that a new table has as not valid
-- setup: create table fresh (a int, constraint a_positive check (a > 0) not valid); insert into fresh values (1);
alter table fresh validate constraint a_positive;
-- case: drop a primary key that is referenced
alter table voyages drop constraint voyages_pkey cascade;
-- case: drop a primary key
-- setup: alter table keyless add constraint keyed primary key (b);
alter table keyless drop constraint keyed;
-- case: a not null constraint
-- since: 18
alter table voyages add constraint code_given not null code;
-- case: a not null constraint that is not valid
-- since: 18
alter table voyages add constraint code_given not null code not valid;
-- case: drop a not null constraint
-- since: 18
alter table voyages drop constraint voyages_days_not_null;
-- case: a foreign key and its index
alter table stops add foreign key (stop) references ports (id), add constraint name_known check (name <> '');
-- case: set constraints
set constraints all deferred;
