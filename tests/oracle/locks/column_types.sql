create domain metres as int check (value >= 0);
create domain knots as int;
create type flag as enum ('green', 'red');
create table cargo (
  id int primary key,
  code varchar(50) not null,
  label text,
  grade char(5),
  weight numeric(10,2),
  worth numeric,
  small smallint,
  amount int,
  large bigint,
  ratio real,
  seen timestamp,
  seen_zone timestamptz,
  seen_exact timestamp(3),
  due date,
  span interval,
  span_exact interval(2),
  opens time,
  bits bit(8),
  more_bits varbit(8),
  network cidr,
  host inet,
  doc json,
  docb jsonb,
  height metres,
  pace knots,
  signal flag,
  names text[],
  codes varchar(10)[],
  key uuid,
  data bytea,
  truth bool
);
insert into cargo (id, code, label, grade, weight, worth, small, amount, large, ratio, seen, seen_zone,
    seen_exact, due, span, span_exact, opens, bits, more_bits, network, host, doc, docb, height, pace,
    signal, names, codes, data, truth)
  select n, 'c' || n, 'l' || n, 'g', n, n, n, n, n, n, '2001-02-03', '2001-02-03', '2001-02-03',
    '2001-02-03', '1 day', '1 day', '10:00', b'10101010', b'1010', '10.0.0.0/8', '10.0.0.1', '{}', '{}',
    n, n, 'red', '{}', '{}', 'x', true
  from generate_series(1, 400) n;
create index cargo_code on cargo (code);
create index cargo_label on cargo (label);
create index cargo_amount on cargo (amount);
create index cargo_lower on cargo (lower(label));
create index cargo_partial on cargo (large) where amount > 5;
create index cargo_seen on cargo (seen);
create unique index cargo_weight on cargo (weight, id);
alter table cargo add constraint cargo_label_known check (label <> '');
create table cargo_lines (id int primary key, cargo_id int references cargo (id), cargo_amount bigint);
insert into cargo_lines select n, n, n from generate_series(1, 300) n;
create table plain (id int, a int, b text, c varchar(10), d timestamp);
insert into plain select n, n, n, n, '2001-02-03' from generate_series(1, 50) n;

-- case: the same type
alter table cargo alter column code type varchar(50);
-- case: a longer varchar
alter table cargo alter column code type varchar(100);
-- case: a shorter varchar
alter table cargo alter column code type varchar(20);
-- case: a shorter varchar than some rows
alter table cargo alter column code type varchar(2);
-- case: varchar without a limit
alter table cargo alter column code type varchar;
-- case: varchar to text
alter table cargo alter column code type text;
-- case: text to varchar
alter table cargo alter column label type varchar;
-- case: text to varchar with a limit
alter table cargo alter column label type varchar(100);
-- case: a longer char
alter table cargo alter column grade type char(10);
-- case: char to varchar
alter table cargo alter column grade type varchar(5);
-- case: char to text
alter table cargo alter column grade type text;
-- case: numeric with more precision
alter table cargo alter column weight type numeric(12,2);
-- case: numeric with more scale
alter table cargo alter column weight type numeric(12,3);
-- case: numeric without a limit
alter table cargo alter column weight type numeric;
-- case: numeric with less precision
alter table cargo alter column weight type numeric(8,2);
-- case: numeric that gets a limit
alter table cargo alter column worth type numeric(10,2);
-- case: smallint to int
alter table cargo alter column small type int;
-- case: int to bigint
alter table cargo alter column amount type bigint;
-- case: int to numeric
alter table cargo alter column amount type numeric;
-- case: bigint to int
alter table cargo alter column large type int;
-- case: real to double
alter table cargo alter column ratio type double precision;
-- case: the primary key to bigint
alter table cargo alter column id type bigint;
-- case: the referencing column to bigint
alter table cargo_lines alter column cargo_id type bigint;
-- case: timestamp to timestamptz
alter table plain alter column d type timestamptz;
-- case: timestamp to timestamptz in UTC
-- before: set local timezone = 'UTC';
alter table plain alter column d type timestamptz;
-- case: timestamp to timestamptz elsewhere
-- before: set local timezone = 'America/New_York';
alter table plain alter column d type timestamptz;
-- case: an indexed timestamp to timestamptz in UTC
-- before: set local timezone = 'UTC';
alter table cargo alter column seen type timestamptz;
-- case: timestamp with less precision
alter table plain alter column d type timestamp(3);
-- case: timestamp with more precision
alter table cargo alter column seen_exact type timestamp(6);
-- case: timestamp with all precision
alter table cargo alter column seen_exact type timestamp;
-- case: date to timestamp
alter table cargo alter column due type timestamp;
-- case: timestamp to date
alter table cargo alter column seen_exact type date;
-- case: interval with more precision
alter table cargo alter column span_exact type interval(4);
-- case: interval with all precision
alter table cargo alter column span_exact type interval;
-- case: interval with less precision
alter table cargo alter column span type interval(3);
-- case: a longer varbit
alter table cargo alter column more_bits type varbit(16);
-- case: varbit without a limit
alter table cargo alter column more_bits type varbit;
-- case: cidr to inet
alter table cargo alter column network type inet;
-- case: inet to text
alter table cargo alter column host type text;
-- case: json to jsonb
alter table cargo alter column doc type jsonb using doc::jsonb;
-- case: jsonb to json
alter table cargo alter column docb type json using docb::json;
-- case: a constrained domain to its base
alter table cargo alter column height type int;
-- case: a plain domain to its base
alter table cargo alter column pace type int;
-- case: a base to a plain domain
alter table plain alter column a type knots;
-- case: a base to a constrained domain
alter table plain alter column a type metres;
-- case: an enum to text
alter table cargo alter column signal type text;
-- case: an enum to text and its default
-- setup: alter table cargo alter column signal set default 'red';
alter table cargo alter column signal drop default, alter column signal type text;
-- case: text to an enum
-- setup: update plain set b = 'red';
alter table plain alter column b type flag using b::flag;
-- case: text to an enum that a row does not know
alter table plain alter column b type flag using b::flag;
-- case: a text array to a varchar array
alter table cargo alter column names type varchar[];
-- case: a varchar array with a longer limit
alter table cargo alter column codes type varchar(20)[];
-- case: a varchar array without a limit
alter table cargo alter column codes type varchar[];
-- case: uuid to text
alter table cargo alter column key type text;
-- case: bool to int
alter table cargo alter column truth type int using truth::int;
-- case: using the column itself
alter table cargo alter column code type varchar(60) using code;
-- case: using a cast of the column
alter table cargo alter column code type text using code::text;
-- case: using another expression
alter table plain alter column b type text using upper(b);
-- case: another collation
alter table cargo alter column label type text collate "C";
-- case: another collation of a column without an index
alter table plain alter column b type text collate "POSIX";
-- case: two types at once
alter table cargo alter column small type bigint, alter column ratio type float8;
-- case: a free and a dear change at once
alter table cargo alter column code type text, alter column amount type bigint;
-- case: a column of an index expression
alter table cargo alter column label type varchar(80);
-- case: a type change and a new column
alter table plain alter column c type text, add column z int default 1;
-- case: a type change and a new check
alter table plain alter column c type text, add constraint known check (c <> '');
-- case: a type change of a unique column
alter table cargo alter column weight type numeric(14,2);
-- case: a referenced column without a rewrite
-- setup: create table berths (code varchar(9) primary key);
-- setup: create table moorings (berth varchar(9) references berths (code));
-- setup: insert into berths values ('a');
-- setup: insert into moorings values ('a');
alter table berths alter column code type varchar(20);
-- case: a referencing column without a rewrite
-- setup: create table berths (code varchar(9) primary key);
-- setup: create table moorings (berth varchar(9) references berths (code));
-- setup: insert into berths values ('a');
-- setup: insert into moorings values ('a');
alter table moorings alter column berth type varchar(20);
-- case: a type change of a table of the same transaction
-- before: create table fresh (a int); insert into fresh values (1);
alter table fresh alter column a type bigint;
-- case: citext from text
-- setup: create domain shouted as text;
alter table plain alter column b type shouted;
