#!/usr/bin/env python3
"""Holds the predictions about ALTER COLUMN … TYPE against PostgreSQL itself.

    type_changes.py PROBE [--pg-bindir DIR] [--verbose] [--all]

Pairs of a long list of types (with --all every pair), and many USING clauses, are tried on empty tables: whether the
table gets another file, whether an index of the column does, and whether rows are read to verify a
check again. A change that PostgreSQL refuses must not be predicted to be free.
"""

import contextlib
import sys

from throwaway_server import Score, Server, arguments, predictions

SET_UP = [
    "create type mood as enum ('calm', 'angry')", "create type tone as enum ('calm', 'angry')",
    "create type pair as (a int, b text)", "create type other_pair as (a int, b text)",
    "create type float_range as range (subtype = float8)",
    "create domain any_text as text", "create domain short_text as varchar(10)",
    "create domain long_text as varchar(20)", "create domain checked_text as text check (value <> '')",
    "create domain above_checked as checked_text", "create domain above_any as any_text",
    "create domain needed_int as int not null", "create domain any_int as int",
    "create domain int_default as int default 4", "create domain any_stamp as timestamp",
    "create domain any_instant as timestamptz", "create domain money_amount as numeric(10,2)",
    "create domain any_mood as mood", "create domain int_list as int[]",
    "create domain short_list as varchar(10)[]", "create domain any_bits as varbit(5)",
    "create domain padded as char(10)", "create domain padded_bits as bit(5)",
    "create domain exact_stamp as timestamp(3)", "create domain above_short as short_text check (value <> 'x')",
    "create domain any_float_range as float_range", "create domain any_pair as pair",
]
TYPES = """
    smallint; integer; bigint; real; double precision; numeric; numeric(10); numeric(10,2);
    numeric(12,2); numeric(10,3); numeric(8,2); numeric(12,0); varchar; varchar(10); varchar(20);
    char; char(10); char(20); bpchar; text; name; "char"; bit; bit(5); bit(8); bit varying;
    bit varying(5); bit varying(8); timestamp; timestamp(0); timestamp(3); timestamp(6); timestamptz;
    timestamptz(0); timestamptz(3); timestamptz(6); time; time(0); time(3); time(6); timetz;
    timetz(3); interval; interval(3); interval(6); interval year; interval month;
    interval year to month; interval day; interval day to hour; interval day to minute;
    interval day to second; interval day to second(3); interval day to second(6); interval hour; interval minute; interval hour to minute;
    interval minute to second; interval hour to second(2); interval second; interval second(3); date; json;
    jsonb; xml; uuid; bytea; inet; cidr; macaddr; macaddr8; oid; regclass; regtype; regproc; money;
    boolean; point; box; circle; polygon; path; lseg; tsvector; tsquery; xid; tid; int4range; int8range; numrange; tsrange;
    tstzrange; daterange; mood; tone; pair; other_pair; float_range; any_text; short_text; long_text;
    checked_text; above_checked; above_any; needed_int; any_int; int_default; any_stamp; any_instant;
    money_amount; any_mood; int_list; short_list; any_bits; padded; padded_bits; exact_stamp; above_short;
    any_float_range; any_pair; integer[]; bigint[]; text[]; varchar[]; varchar(10)[]; varchar(20)[]; char(10)[]; numeric(10,2)[];
    timestamp[]; timestamptz[]; mood[]; any_text[]; checked_text[]; uuid[]; jsonb[]; inet[]; cidr[]; pair[];
    oid[]; daterange[]; short_list[]; integer[][]
"""
VERSIONED = {14: ["int4multirange", "int8multirange", "datemultirange"],
             15: ["numeric(5,-2)", "numeric(8,-2)"]}
# {0} is the new type; the old ones are those that the casts make sense for.
USING = ["a", "(a)", "a::{0}", "cast(a as {0})", "a::text::{0}", "a::varchar(5)::{0}",
         "a::text", "a::varchar", "a::integer", "a::numeric", "a::any_text", "a::checked_text",
         "a::timestamptz", "a::timestamp(2)", "a::varbit", "a::inet", "a::oid", "b", "null", "null::{0}", "b::{0}",
         "coalesce(a, a)", "a collate \"C\"", "a || ''", "a::text collate \"C\"", "a + 1", "lower(a)",
         "a at time zone 'UTC'", "case when true then a end", "coalesce(a)", "a is null", "7", "now()", "current_date",
         "same(a)", "text(a)", "to_timestamp(1)", "nullif(a, a)", "timestamptz(a)", "not (not a)", "a and true", "date_trunc('day', a)"]
USING_TYPES = """text; varchar(10); varchar(20); char(5); any_text; checked_text; integer; bigint; numeric(10,2);
    timestamp; timestamptz; timestamp(3); date; inet; cidr; oid; boolean; mood; varbit(5); bit(5); uuid; jsonb; text[]; varchar"""
COLLATED = ['text', 'text collate "C"', 'text collate "POSIX"', 'text collate "default"',
            'varchar(10)', 'varchar(10) collate "C"', 'varchar(20) collate "C"', 'name', 'any_text',
            'any_text collate "C"', 'text collate pg_catalog."C"', 'text[] collate "C"', 'text[]']
ZONES = [None, "UTC", "Etc/UTC", "America/New_York", "Europe/London", "0", "-5"]
TRY = """
create function tried(change text, out refused text, out rewritten boolean, out rebuilt boolean,
                      out read_for_index boolean, out checked boolean)
language plpgsql as $$
declare
  old_file oid := pg_relation_filenode('t');
  old_index oid := pg_relation_filenode(to_regclass('t_index'));
  old_scans bigint := pg_stat_get_xact_numscans('t'::regclass);
  old_checks bigint := pg_stat_get_xact_numscans('c'::regclass);
begin
  begin
    execute 'alter table t ' || change;
    rewritten := pg_relation_filenode('t') <> old_file;
    rebuilt := pg_relation_filenode(to_regclass('t_index')) <> old_index;
    read_for_index := pg_stat_get_xact_numscans('t'::regclass) > old_scans;
    if not rewritten then
      execute 'alter table c ' || change;
      checked := pg_stat_get_xact_numscans('c'::regclass) > old_checks;
    end if;
    raise exception 'undo' using errcode = 'UN001';
  exception
    when sqlstate 'UN001' then null;
    when others then refused := sqlstate || ' ' || sqlerrm;
  end;
end $$"""
SAME = ["create function same(anyelement) returns anyelement language sql as 'select $1'"]


def words(text):
    return [word.strip() for word in text.split(";")]


def all_types(major):
    found = words(TYPES)
    for first, more in VERSIONED.items():
        if major >= first:
            found += more
    return found


def is_related(old, new):
    """Whether a change between them may well be free."""
    kinds = ("char", "text", "short", "long", "padded", "numeric", "amount", "bit", "time", "stamp", "instant",
             "interval", "inet", "cidr", "oid", "reg", "range", "int", "mood", "pair", "[]", "list", "xml")
    return old == new or any(kind in old and kind in new for kind in kinds)


def changes(major, everything):
    """Old type, what follows ALTER COLUMN a TYPE, time zone."""
    types = all_types(major)
    for row, old in enumerate(types):
        for column, new in enumerate(types):
            if everything or is_related(old, new) or (row + column) % 11 == 0:
                yield old, new, None
    stamps = [t for t in types if "stamp" in t or "instant" in t]
    for zone in ZONES[1:] if everything else ZONES[1:4:2]:
        for old in stamps:
            for new in stamps:
                yield old, new, zone
        yield "timestamp", "timestamptz using a::timestamptz", zone
        yield "timestamp", "timestamptz using timestamptz(a)", zone
        yield "any_stamp", "timestamptz using a::timestamptz(6)", zone
    # Every clause with every old type, and with some of the new types.
    for old in words(USING_TYPES):
        for number, new in enumerate(words(USING_TYPES)):
            for other, using in enumerate(USING):
                if everything or new == old or (number + other) % 9 == 0:
                    yield old, f"{new} using {using.format(new)}", None
    for old in COLLATED:
        for new in COLLATED:
            yield old, new, None


def tables(old, can_index):
    made = [f"create table t (a {old}, b int)", f"create table c (a {old}, b int, check (a is null or b > 0), check (b > 1))"]
    if can_index:
        made.append("create index t_index on t (a)")
    return made


class Trial:
    def __init__(self, cursor):
        self.cursor = cursor
        self.old = None
        self.indexed = {}

    def prepare(self, old):
        if old == self.old:
            return
        self.old = old
        self.cursor.execute("drop table if exists t, c")
        if old not in self.indexed:
            self.cursor.execute(f"create table t (a {old})")
            with contextlib.suppress(Exception):
                self.cursor.execute("create index t_index on t (a)")
            self.cursor.execute("select to_regclass('t_index') is not null")
            self.indexed[old] = self.cursor.fetchone()[0]
            self.cursor.execute("drop table t")
        for statement in tables(old, self.indexed[old]):
            self.cursor.execute(statement)

    def run(self, old, new, zone):
        self.prepare(old)
        self.cursor.execute(f"set timezone = '{zone or 'America/New_York'}'")
        self.cursor.execute("select * from tried(%s)", (f"alter column a type {new}",))
        return self.cursor.fetchone()


def scripts_of(old, new, zone, indexed):
    start = [*SET_UP, *SAME]
    if zone:
        start.append(f"set timezone = '{zone}'")
    table, checked, *index = tables(old, indexed)
    change = f"alter column a type {new}"
    return ([*start, table, *index, f"alter table t {change}"],
            [*start, checked, f"alter table c {change}"])


def main():
    options = arguments(__doc__)
    tried = []
    with Server(options.pg_bindir) as server, contextlib.closing(server.connect()) as connection:
        cursor = connection.cursor()
        for statement in [*SET_UP, *SAME, TRY]:
            cursor.execute(statement)
        trial = Trial(cursor)
        for old, new, zone in changes(server.major, options.all):
            seen = trial.run(old, new, zone)
            tried.append(((old, new, zone), seen, trial.indexed[old]))
        major = server.major
    scripts = [script for change, _, indexed in tried for script in scripts_of(*change, indexed)]
    found = predictions(options.probe, major, scripts)
    rewrites, casts, indexes, checks = (Score(f"type_changes: {name}", major, options.verbose) for name in
                                        ("rewrites", "casts", "indexes", "checks"))
    for number, (change, seen, indexed) in enumerate(tried):
        old, new, zone = change
        what = f"{old} → {new}" + (f" in {zone}" if zone else "")
        plain, checked = found[2 * number][0][0], found[2 * number + 1][0][0]
        refused, rewritten, rebuilt, read, verified = seen
        if refused:
            # Other refusals say nothing about casts.
            if "be cast" in refused or refused.startswith("42846"):
                casts.note(what + ": has a cast", plain["has_cast"], False)
                if plain["rewrite"] is not None and plain["has_cast"] is False:
                    rewrites.note(what + f": refused, {refused}", plain["rewrite"], None)
            continue
        casts.note(what + ": has a cast", plain["has_cast"], True)
        rewrites.note(what + ": rewrite", plain["rewrite"], rewritten)
        if not rewritten:
            checks.note(what + ": reads for a check", checked["scan"], verified)
        if indexed:
            indexes.note(what + ": rebuilds an index", plain["index_rebuild"], rebuilt)
            indexes.note(what + ": reads for an index", plain["scan"], read)
    failed = [rewrites.finish(2000), casts.finish(5000), indexes.finish(3000), checks.finish(500)]
    return max(failed)


sys.exit(main())
