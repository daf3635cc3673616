create role viewer;
create schema archive;
create table lines (id int primary key, name text, active bool);
insert into lines select n, 'l', true from generate_series(1, 300) n;
create table runs (id int primary key, line_id int references lines (id), took int);
insert into runs select n, n, n from generate_series(1, 300) n;
create view active_lines as select id, name from lines where active;
create view named_lines as select name from active_lines;
create materialized view line_names as select id, name from lines;
create unique index line_names_id on line_names (id);
create materialized view bare_names as select name from lines;
create materialized view unfilled as select id from lines with no data;
create rule lines_rule as on update to named_lines do instead nothing;

-- case: a view
create view all_runs as select * from runs;
-- case: a view of two tables
create view both_of_them as select l.id, r.took from lines l join runs r on r.line_id = l.id;
-- case: replace a view
create or replace view active_lines as select id, name from lines where active and id > 0;
-- case: replace a view that does not exist
create or replace view fresh as select id from lines;
-- case: replace a view with one more column
create or replace view active_lines as select id, name, active from lines where active;
-- case: rename a view
alter view active_lines rename to busy_lines;
-- case: rename a view by alter table
alter table active_lines rename to busy_lines;
-- case: owner of a view
alter view active_lines owner to viewer;
-- case: schema of a view
alter view active_lines set schema archive;
-- case: options of a view
alter view active_lines set (security_barrier = true);
-- case: reset options of a view
alter view active_lines reset (security_barrier);
-- case: default of a view's column
alter view active_lines alter column name set default 'x';
-- case: drop default of a view's column
alter view active_lines alter column name drop default;
-- case: drop a view
drop view named_lines;
-- case: drop a view with views on it
drop view active_lines cascade;
-- case: drop a view if exists, which does not
drop view if exists missing;
-- case: comment on a view
comment on view active_lines is 'x';
-- case: comment on a view's column
comment on column active_lines.name is 'x';
-- case: grant on a view
grant select on active_lines to viewer;
-- case: lock a view
lock table active_lines in share mode;
-- case: drop a table with views
drop table lines cascade;
-- case: drop a column with views
alter table lines drop column name cascade;
-- case: a materialized view
create materialized view run_times as select took from runs;
-- case: a materialized view with no data
create materialized view run_times as select took from runs with no data;
-- case: a materialized view if not exists, which does
create materialized view if not exists line_names as select id from lines;
-- case: refresh
refresh materialized view line_names;
-- case: refresh without indexes
refresh materialized view bare_names;
-- case: refresh concurrently
refresh materialized view concurrently line_names;
-- case: refresh with no data
refresh materialized view line_names with no data;
-- case: rename a materialized view
alter materialized view line_names rename to names;
-- case: rename a column of a materialized view
alter materialized view line_names rename column name to title;
-- case: owner of a materialized view
alter materialized view line_names owner to viewer;
-- case: schema of a materialized view
alter materialized view line_names set schema archive;
-- case: options of a materialized view
alter materialized view line_names set (fillfactor = 70);
-- case: statistics of a materialized view
alter materialized view line_names alter column name set statistics 20;
-- case: storage of a materialized view
alter materialized view line_names alter column name set storage external;
-- case: cluster a materialized view
alter materialized view line_names cluster on line_names_id;
-- case: drop a materialized view
drop materialized view line_names;
-- case: comment on a materialized view
comment on materialized view line_names is 'x';
-- case: a rule on a view
create rule quiet as on delete to active_lines do instead nothing;
-- case: drop a rule of a view
drop rule lines_rule on named_lines;
-- case: analyze a materialized view
analyze line_names;
-- case: a trigger on a view
-- setup: create function held() returns trigger language plpgsql as 'begin return new; end';
create trigger held instead of insert on active_lines for each row execute function held();
