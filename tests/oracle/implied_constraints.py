#!/usr/bin/env python3
"""Holds what checks are predicted to prove against what PostgreSQL proves with them.

    implied_constraints.py PROBE [--pg-bindir DIR] [--verbose]

Tables with every combination of a list of checks get SET NOT NULL, or are attached as partitions,
also beside a default partition with such checks. Rows are read where nothing proves that they need
not be.
"""

import contextlib
import itertools
import sys

import psycopg2

from throwaway_server import Score, Server, arguments, predictions

COLUMNS = "a int, b int, t text, v varchar(20), d date, s timestamp, z timestamptz, f boolean, n numeric(10,2), m mood, u uuid, l bigint"
SET_UP = ["create type mood as enum ('calm', 'cross', 'angry')", "create domain needed as int not null",
          "create domain positive as int check (value is not null)",
          "create function own(int) returns boolean language sql immutable as 'select $1 is not null'"]
NOT_NULL = [
    "a is not null", "not (a is null)", "a is not null and b > 0", "b > 0 and (a is not null and b < 9)",
    "a is not null or b is not null", "(a is not null and b > 0) or (a is not null and b < 0)",
    "a > 0", "a > 0 and a is not null", "a = 1 or a = 2", "a in (1, 2)", "not (a is null or b is null)",
    "not (a is null and b is null)", "num_nonnulls(a, b) = 2", "num_nulls(a) = 0", "a is distinct from null",
    "not (a is not distinct from null)", "a is not distinct from null", "coalesce(a, 0) > 0", "coalesce(a) is not null",
    "a::text is not null", "a::int is not null", "(a) is not null", "row(a, b) is not null",
    "row(a) is not null", "not (row(a, b) is null)", "b is not null", "true and a is not null", "a is not null and null", "a is not null or false",
    "case when b > 0 then a is not null end", "case when true then a is not null end", "own(a)", "a is not null is true",
    "(a is not null) = true", "not (a is null) is false", "a + 0 is not null", "a = a", "a >= a or a is not null",
    "not (not (a is not null))", "a between 1 and 5", "a <> 5", "a is null", "a is not null and a is null", "false", "nullif(a, 0) is not null",
    "a = any ('{1,2}')", "a is not null and t = 'x'", "t is not null or a is not null and t is null",
    "not (a < 5)", "not exists_" ,
]
NOT_NULL.remove("not exists_")
NOT_NULL_BOOLEAN = ["f", "not f", "f is true", "f is not unknown", "f is unknown", "f is not null", "f = true", "f is not true"]
# Checks of a table that becomes a partition or is the default one.
CHECKS = {
    "a": ["a >= 10 and a < 20 and a is not null", "a >= 10 and a < 20", "a is not null and a >= 12 and a < 15",
          "a is not null and a > 9 and a <= 19", "a is not null and a > 9 and a < 20", "a is not null and a between 10 and 19",
          "a is not null and a between 10 and 20", "a in (10, 11)", "a is not null and a in (10, 11)", "a is not null and a = 10",
          "a is not null and (a = 10 or a = 15)", "a is not null and a = any (array[10, 15])", "a is not null and a = any (array[10, 15]::int[])",
          "a is not null and a = any ('{10,15}')", "a is not null and 10 <= a and 20 > a", "a is not null and not (a < 10 or a >= 20)",
          "a is not null and a >= 10::bigint and a < 20::bigint", "a is not null and a >= 10.0 and a < 20.0",
          "a is not null and a >= '10' and a < '20'", "a is not null and a = 10 and b = 1", "a < 10", "a >= 20", "a < 10 or a >= 20", "a is null",
          "a <> 10", "a not in (10, 11)", "a <> all (array[10, 11])", "a not between 10 and 20", "a not between 10 and 19",
          "a is null or a < 10", "a = 10", "a is not null and a = 10 or a is null", "not (a = 10 or a = 11)", "a > 25", "a < 5 or a > 30",
          "a is not null and a = 10 and b >= 1 and b < 5 and b is not null", "a is not null and b is not null and a > 10 and a < 20", "false",
          "a is not null and a >= -5 and a < - 2", "a < 10 and a is not null", "a <> 10 and a <> 11 and a <> 12", "a in (1, 2, 3)", "a is not null and a in (1, null)",
          "a is not null and abs(a) = 10", "(a is not null and a = 10) or (a is not null and a = 11 and b > 0)"],
    "t": ["t is not null and t = 'x'", "t = 'x'", "t is not null and t in ('x', 'y')", "t is not null and t = any (array['x'::text, 'y'])",
          "t <> 'x'", "t not in ('x', 'y')", "t is null", "t is not null and t >= 'a' and t < 'b'", "t is not null and t like 'x%'", "t is not null and lower(t) = 'x'",
          "t is not null and t = 'x'::varchar", "t is not null and t = 'x' collate \"C\"", "t is not null and t > 'm' and t < 'p'"],
    "v": ["v is not null and v = 'x'", "v is not null and v in ('x', 'y')", "v::text = 'x' and v is not null", "v <> 'x'",
          "v is not null and v::text = any (array['x', 'y'])", "v is not null and v = 'x'::text"],
    "d": ["d is not null and d >= '2024-01-01' and d < '2024-02-01'", "d >= '2024-01-01' and d < '2024-02-01'",
          "d is not null and d >= date '2024-01-05' and d < date '2024-01-09'", "d is not null and d >= '2024-01-01' and d <= '2024-01-31'",
          "d is not null and d >= '2024-01-01'::timestamp and d < '2024-02-01'::timestamp", "d is not null and date_trunc('month', d) = '2024-01-01'",
          "d < '2024-01-01'", "d >= '2024-02-01'", "d is not null and extract(year from d) = 2024", "d is not null and d >= 'January 1, 2024' and d < '2024-02-01'"],
    "s": ["s is not null and s >= '2024-01-01' and s < '2024-02-01'", "s is not null and s >= '2024-01-01 00:00' and s < '2024-01-31 23:59:59'",
          "s is not null and s >= date '2024-01-01' and s < date '2024-02-01'", "s < '2023-12-31T10:00:00'", "s is not null and s >= '2024-01-01 00:00:00+02' and s < '2024-02-01'"],
    "z": ["z is not null and z >= '2024-01-01' and z < '2024-02-01'", "z is not null and z >= '2024-01-01 00:00:00+00' and z < '2024-02-01 00:00:00+00'",
          "z is not null and z >= '2024-01-10' and z < '2024-01-20'", "z is not null and z >= '2023-12-31' and z < '2024-02-01'", "z < '2023-10-01'"],
    "f": ["f", "f is not null and f", "f is not null and f = true", "f is not null and not f", "f is not null and f <> false", "not f", "f is true", "f = false", "f is not null and f in (true)"],
    "n": ["n is not null and n >= 10 and n < 20", "n is not null and n >= 10.00 and n < 20.0", "n is not null and n >= 10.5 and n < 19.99", "n is not null and n = 10", "n < 10", "n >= 9.999 and n < 20 and n is not null", "n is not null and n between -5 and -2.5", "n is not null and n >= 10::numeric(10,2) and n < 20"],
    "m": ["m is not null and m = 'calm'", "m is not null and m in ('calm', 'cross')", "m <> 'calm'", "m is not null and m < 'angry'", "m is not null and m = 'calm'::mood", "m is not null and m::text = 'calm'"],
    "u": ["u is not null and u = '00000000-0000-0000-0000-00000000000A'", "u is not null and u >= '00000000-0000-0000-0000-000000000000' and u < '10000000-0000-0000-0000-000000000000'"],
    "l": ["l is not null and l >= 10 and l < 20", "l is not null and l >= 10::int and l < 20::bigint", "l is not null and l >= 10 and l < 20.5", "l is not null and l = 5000000000", "l is not null and l between 10 and 19"],
}
BOUNDS = {
    "range (a)": ["from (10) to (20)", "from (minvalue) to (20)", "from (10) to (maxvalue)", "from (minvalue) to (maxvalue)", "from (-5) to (-2)", "from ('10') to ('20')", "from (10) to (21)"],
    "list (a)": ["in (10)", "in (10, 11)", "in (10, 15)", "in (null)", "in (10, null)", "in (1, 2, 3)", "in ('10')"],
    "hash (a)": ["with (modulus 2, remainder 0)"],
    "range (a, b)": ["from (10, 1) to (10, 5)", "from (10, 1) to (20, 1)", "from (10, minvalue) to (20, maxvalue)", "from (10, minvalue) to (10, maxvalue)", "from (minvalue, minvalue) to (20, 5)"],
    "list (t)": ["in ('x')", "in ('x', 'y')", "in ('x', null)"], "range (t)": ["from ('a') to ('b')", "from ('a') to ('z')"],
    "list (v)": ["in ('x')", "in ('x', 'y')"],
    "range (d)": ["from ('2024-01-01') to ('2024-02-01')", "from ('2024-01-01'::date) to ('2024-01-01'::date + 31)", "from (minvalue) to ('2024-02-01')"],
    "range (s)": ["from ('2024-01-01') to ('2024-02-01')"],
    "range (z)": ["from ('2024-01-01') to ('2024-02-01')", "from ('2024-01-01 00:00+00') to ('2024-02-01 00:00+00')"],
    "list (f)": ["in (true)", "in (false)", "in ('t')", "in (true, false)"],
    "range (n)": ["from (10) to (20)", "from (10.00) to (20)", "from (-5) to (-2)"], "list (n)": ["in (10)", "in (10.00)"],
    "list (m)": ["in ('calm')", "in ('calm', 'cross')"], "range (m)": ["from ('calm') to ('angry')"],
    "list (u)": ["in ('00000000-0000-0000-0000-00000000000a')"], "range (u)": ["from ('00000000-0000-0000-0000-000000000000') to ('20000000-0000-0000-0000-000000000000')"],
    "range (l)": ["from (10) to (20)"], "list (l)": ["in (5000000000)"],
    "range (abs(a))": ["from (10) to (20)"],
}
SCANS = "select pg_stat_get_xact_numscans(%s::regclass)"


def not_null_cases():
    """Set-up of the table t, the statement, the table that may be read."""
    table = f"create table t ({COLUMNS})"
    for check in NOT_NULL:
        for tail in ("", " not valid", " no inherit"):
            yield [table, f"alter table t add constraint c check ({check}){tail}"], "alter table t alter column a set not null", "t"
        yield ([table, f"alter table t add constraint c check ({check}) not valid", "alter table t validate constraint c"],
               "alter table t alter column a set not null", "t")
    for one, other in itertools.product(NOT_NULL[:14], repeat=2):
        yield [table, f"alter table t add check ({one}), add check ({other}) not valid"], "alter table t alter column a set not null", "t"
    for check in NOT_NULL_BOOLEAN:
        yield [table, f"alter table t add check ({check})"], "alter table t alter column f set not null", "t"
    for statement in ("alter table t alter column a set not null, drop constraint c", "alter table t drop constraint c, alter column a set not null",
                      "alter table t alter column a set not null, alter column b set not null",
                      "alter table t add constraint e check (a is not null) not valid, alter column a set not null"):
        yield [table, "alter table t add constraint c check (a is not null)"], statement, "t"
    yield ["create table t (a needed)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a positive)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a int not null)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a int primary key)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a int generated always as identity)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a serial)"], "alter table t alter column a set not null", "t"
    yield ["create table t (a int unique)"], "alter table t alter column a set not null", "t"


def attach_cases():
    for by, bounds in BOUNDS.items():
        column = by[by.index("(") + 1] if "abs" not in by else "a"
        for bound, check in itertools.product(bounds, CHECKS[column]):
            start = [f"create table p ({COLUMNS}) partition by {by}", f"create table t ({COLUMNS})", f"alter table t add check ({check})"]
            attach = f"alter table p attach partition t for values {bound}"
            yield start, attach, "t"
            yield ([f"create table p ({COLUMNS}) partition by {by}", f"create table t ({COLUMNS})", f"alter table t add check ({check}) not valid"], attach, "t")
            yield [*start, f"alter table t alter column {column} set not null"], attach, "t"
            if not by.startswith("hash"):
                rest = [f"create table p ({COLUMNS}) partition by {by}", f"create table r ({COLUMNS})", f"alter table r add check ({check})",
                        "alter table p attach partition r default", f"create table t ({COLUMNS})"]
                yield rest, attach, "r"
    plain = [f"create table p ({COLUMNS}) partition by range (a)", f"create table t ({COLUMNS})"]
    yield plain, "alter table p attach partition t for values from (1) to (2)", "t"
    yield plain, "alter table p attach partition t default", "t"
    yield [*plain, "create table q partition of p for values from (5) to (6)"], "alter table p attach partition t default", "t"
    sub = ["create table g (a int, b int) partition by range (a)", "create table p partition of g for values from (0) to (100) partition by range (b)",
           "create table t (a int, b int)"]
    for check in ("a is not null and a >= 0 and a < 100", "b is not null and b >= 1 and b < 2",
                  "a is not null and a >= 0 and a < 100 and b is not null and b >= 1 and b < 2"):
        yield [*sub, f"alter table t add check ({check})"], "alter table p attach partition t for values from (1) to (2)", "t"


def is_read(cursor, start, statement, table):
    """Whether the statement reads the table's rows; None where it is refused."""
    cursor.execute("savepoint s")
    try:
        for sql in start:
            cursor.execute(sql)
        cursor.execute(SCANS, (table,))
        before = cursor.fetchone()
        cursor.execute(statement)
        cursor.execute(SCANS, (table,))
        return cursor.fetchone() != before
    except psycopg2.Error:
        return None
    finally:
        cursor.execute("rollback to s; release s")


def main():
    options = arguments(__doc__)
    cases = [*not_null_cases(), *attach_cases()]
    with Server(options.pg_bindir) as server, contextlib.closing(server.connect()) as connection:
        cursor = connection.cursor()
        for sql in SET_UP:
            cursor.execute(sql)
        seen = []
        for start in range(0, len(cases), 100):
            cursor.execute("begin")
            seen += [is_read(cursor, *case) for case in cases[start:start + 100]]
            cursor.execute("rollback")
        major = server.major
    tried = [(case, read) for case, read in zip(cases, seen) if read is not None]
    scripts = [[*SET_UP, *start, statement] for (start, statement, _), _ in tried]
    score = Score("implied_constraints", major, options.verbose)
    words = {"yes": True, "no": False, "unknown": None}
    for ((start, statement, table), read), facts in zip(tried, predictions(options.probe, major, scripts)):
        scans = [words[lock["scan"]] for part in facts[0] for lock in part["locks"] if lock["relation"] == f"public.{table}"]
        predicted = True if True in scans else None if None in scans else False
        what = "; ".join(sql for sql in [*start, statement] if not sql.startswith("create table t (a int, b int, t"))
        score.note(what.replace(COLUMNS, "…"), predicted, read)
    print(f"{len(cases) - len(tried)} of {len(cases)} are refused")
    proven = sum(not read for _, read in tried)
    print(f"{proven} of {len(tried)} read no rows")
    return score.finish(1500)


sys.exit(main())
