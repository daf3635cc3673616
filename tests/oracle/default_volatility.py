#!/usr/bin/env python3
"""Holds the prediction that a column's default is volatile against PostgreSQL itself.

    default_volatility.py PROBE [--pg-bindir DIR] [--verbose]

Every function of pg_proc that can be called with literals is the default of a column that is added
to a table with rows, and so are expressions made of the functions that a migration uses. A default
is volatile where PostgreSQL writes the table anew, that is, where the table gets another file.
"""

import contextlib
import itertools
import sys

import psycopg2

from throwaway_server import Score, Server, arguments, predictions

# A literal or two of each type that functions take; the first that does not fail is taken.
LITERALS = {
    "aclitem": ["'postgres=r/postgres'::aclitem"], "bigint": ["1::bigint"], "bit": ["B'1'"],
    "bit varying": ["'101'::varbit"], "boolean": ["true"], "box": ["'(1,1),(0,0)'::box"],
    "bytea": ["'\\x0102'::bytea"], '"char"': ["'a'::\"char\""], "character": ["'a'::char(1)"],
    "character varying": ["'a'::varchar"], "cidr": ["'10.0.0.0/8'::cidr"],
    "circle": ["'<(0,0),1>'::circle"], "date": ["'2024-01-02'::date"],
    "double precision": ["0.5::float8"], "inet": ["'10.0.0.1'::inet"], "integer": ["1", "4"],
    "interval": ["'1 day'::interval"], "json": ["'{\"a\": [1]}'::json", "'[1]'::json"],
    "jsonb": ["'{\"a\": [1]}'::jsonb", "'[1]'::jsonb"], "jsonpath": ["'$.a'::jsonpath"],
    "line": ["'{1,2,3}'::line"], "lseg": ["'[(0,0),(1,1)]'::lseg"],
    "macaddr": ["'08:00:2b:01:02:03'::macaddr"],
    "macaddr8": ["'08:00:2b:01:02:03:04:05'::macaddr8"], "money": ["'1'::money"],
    "name": ["'postgres'::name", "'pg_class'::name"], "numeric": ["1.5"],
    "oid": ["'numbers'::regclass::oid", "1259::oid", "10::oid"],
    "path": ["'[(0,0),(1,1)]'::path"], "point": ["'(1,2)'::point"],
    "polygon": ["'((0,0),(1,1),(1,0))'::polygon"], "real": ["0.5::real"],
    "regclass": ["'numbers'::regclass", "'pg_class'::regclass"],
    "regconfig": ["'simple'::regconfig"], "regdictionary": ["'simple'::regdictionary"],
    "regtype": ["'int4'::regtype"], "smallint": ["1::smallint"],
    "text": ["'a'", "'postgres'", "'UTC'", "'numbers'", "'month'", "'2024-01-02'", "'SELECT 1'"],
    "tid": ["'(0,1)'::tid"], "time without time zone": ["'12:00'::time"],
    "time with time zone": ["'12:00+01'::timetz"],
    "timestamp with time zone": ["'2024-01-02 03:04:05+00'::timestamptz"],
    "timestamp without time zone": ["'2024-01-02 03:04:05'::timestamp"],
    "tsquery": ["'a'::tsquery"], "tsvector": ["'a:1'::tsvector"],
    "txid_snapshot": ["'1:1:'::txid_snapshot"], "pg_snapshot": ["'1:1:'::pg_snapshot"],
    "uuid": ["'00000000-0000-0000-0000-000000000001'::uuid"], "xid": ["'1'::xid"],
    "xid8": ["'1'::xid8"], "xml": ["'<a/>'::xml"], "pg_lsn": ["'0/1'::pg_lsn"],
    "anyelement": ["1"], "anynonarray": ["1"], "anyarray": ["'{1,2}'::int[]"],
    "anycompatible": ["1"], "anycompatiblearray": ["'{1,2}'::int[]"],
    "anycompatiblenonarray": ["1"], "anyenum": ["'a'::letter"],
    "anyrange": ["'[1,2)'::int4range"], "anymultirange": ["'{[1,2)}'::int4multirange"],
    "anycompatiblerange": ["'[1,2)'::int4range"], '"any"': ["1"],
    "int4range": ["'[1,2)'::int4range"], "numrange": ["'[1,2)'::numrange"],
    "text[]": ["'{a}'::text[]"], "integer[]": ["'{1}'::int[]"], "bigint[]": ["'{1}'::bigint[]"],
    "double precision[]": ["'{1}'::float8[]"], "oid[]": ["'{1259}'::oid[]"],
    "name[]": ["'{a}'::name[]"], "real[]": ["'{1}'::real[]"], "record": ["row(1)"],
    '"char"[]': ["'{a}'::\"char\"[]"], "refcursor": ["'c'::refcursor"],
}
FUNCTIONS = """
    select p.proname, p.pronargs - p.pronargdefaults,
           array(select format_type(t, null) from unnest(p.proargtypes) with ordinality a(t, n)
                 order by n),
           p.provariadic <> 0
    from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f' and not p.proretset
    order by p.proname, p.oid"""
# These wait, end sessions, or write where they should not.
DANGEROUS = ("pg_sleep", "pg_terminate", "pg_cancel", "pg_promote", "pg_rotate", "lo_", "lowrite",
             "pg_file_", "pg_wal_replay", "pg_start_backup", "pg_stop_backup", "pg_backup_",
             "pg_drop_replication", "pg_create_", "pg_copy_", "pg_advisory_lock", "pg_switch_wal",
             "pg_replication_origin", "pg_logical_", "pg_read_", "query_to_xml", "database_to_xml",
             "schema_to_xml", "table_to_xml", "pg_stat_reset", "binary_upgrade", "pg_export",
             "pg_ls", "pg_extension_config", "pg_stat_force", "pg_stat_clear", "pg_import",
             "pg_nextoid", "pg_sync", "pg_restore_", "pg_clear_", "pg_stop_making")
LEAVES = {
    "volatile": ["random()", "clock_timestamp()", "nextval('numbers')", "gen_random_uuid()",
                 "timeofday()", "written_in_sql()", "shared_random()"],
    "calm": ["now()", "current_timestamp", "current_date", "localtimestamp(0)", "current_user",
             "session_user", "'a'", "7", "'2024-01-02'::timestamptz", "statement_timestamp()",
             "transaction_timestamp()", "declared_stable()", "shared_constant()", "pi()"],
}
SHAPES = [
    "({0})::text", "coalesce(null, ({0})::text)", "coalesce('x', ({0})::text)",
    "coalesce(({0})::text, 'x')", "case when ({0})::text = 'x' then 1 else 2 end",
    "case when true then 1 else length(({0})::text) end", "nullif(({0})::text, 'x')",
    "case when false then ({0})::text end", "case 1 when 1 then 'a' else ({0})::text end",
    "case ({0})::text when 'a' then 1 end", "array[({0})::text, 'b']", "(array['a','b'])[length(({0})::text)]",
    "row(({0})::text)::text", "greatest(({0})::text, 'x')", "md5(({0})::text)",
    "({0})::text || null", "({0})::text is null", "({0})::text is distinct from 'x'",
    "({0})::text like 'a%'", "({0})::text similar to 'a'", "({0})::text in ('a', 'b')",
    "'a' = any (array[({0})::text])", "not (({0})::text = 'x')", "false and ({0})::text = 'x'",
    "({0})::text = 'x' or true", "({0})::text between 'a' and 'b'", "({0})::text not between 'a' and 'b'",
    "({0})::text collate \"C\"", "xmlelement(name a, ({0})::text)::text", "xmlconcat('<a/>', xmlelement(name b, ({0})::text))::text",
    "jsonb_build_object('a', ({0})::text)", "format('%s', ({0})::text)", "upper(left(({0})::text, 3))",
    "(({0})::text)::varchar(3)", "(({0})::text = 'x') is true", "substring(({0})::text from 2)",
    "trim(({0})::text)", "position('a' in ({0})::text)", "overlay(({0})::text placing 'x' from 1)",
    "extract(epoch from now()) + length(({0})::text)", "(now() at time zone 'UTC')::text || ({0})::text",
    "concat(({0})::text, variadic array['a'])", "make_interval(days => length(({0})::text))",
    "length(({0})::text) + 1", "- length(({0})::text)", "to_jsonb(({0})::text) -> 'a'",
    "jsonb_build_array(({0})::text)::jsonb", "({0})::text::letter_domain", "strict_of_null(null, ({0})::text)",
]
SET_UP = [
    "create type letter as enum ('a', 'b')", "create domain letter_domain as text",
    "create sequence numbers",
    "create function shared_random() returns float8 language plpgsql volatile as "
    "'begin return 1; end'",
    "create function shared_constant() returns int language plpgsql immutable as "
    "'begin return 1; end'",
    "create function declared_stable() returns int language sql stable as 'select 1'",
    "create function written_in_sql() returns int language sql as 'select 1'",
    "create function strict_of_null(int, text) returns text language plpgsql strict as "
    "'begin return $2; end'",
    "create table t (a int)", "insert into t values (1), (2)",
]


def calls(cursor, major):
    """For each form of each function the calls to try."""
    cursor.execute(FUNCTIONS)
    for name, least, types, variadic in cursor.fetchall():
        if name.startswith(DANGEROUS) or any(t in ("internal", "cstring") for t in types):
            continue
        for count in {least, len(types)}:
            literals = [LITERALS.get(t, []) for t in types[:count]]
            tries = itertools.islice(itertools.product(*literals), 24)
            quoted = f'"{name}"' if not name.islower() else name
            marker = "variadic " if variadic and count == len(types) else ""
            made = []
            for one in tries:
                parts = list(one)
                if marker and types[-1].startswith("any") and not types[-1].endswith("array"):
                    continue
                if marker:
                    parts[-1] = marker + parts[-1]
                made.append(f'pg_catalog.{quoted}({", ".join(parts)})')
            if made:
                yield made


def composed():
    for leaves in LEAVES.values():
        for leaf in leaves:
            yield [leaf]
            yield from ([shape.format(leaf)] for shape in SHAPES)


def type_of(cursor, expression):
    cursor.execute(f"select pg_typeof({expression})::text")
    return cursor.fetchone()[0]


def is_volatile(cursor, expression):
    """Whether the table is written anew; None where the default cannot be."""
    cursor.execute("savepoint s")
    try:
        kind = type_of(cursor, expression)
        if kind in ("void", "unknown", "record", "trigger") or kind.startswith("any"):
            return None
        cursor.execute("select pg_relation_filenode('t')")
        before = cursor.fetchone()
        cursor.execute(f"alter table t add column b {kind} default ({expression})")
        cursor.execute("select pg_relation_filenode('t')")
        return cursor.fetchone() != before
    except psycopg2.Error:
        return None
    finally:
        cursor.execute("rollback to s")


def measured(connection, candidates):
    """Of each list the first expression that works, its type and whether it is volatile."""
    with connection.cursor() as cursor:
        cursor.execute("begin")
        for tries in candidates:
            for expression in tries:
                seen = is_volatile(cursor, expression)
                if seen is not None:
                    yield expression, seen
                    break
        with contextlib.suppress(psycopg2.Error):
            cursor.execute("rollback")


def main():
    options = arguments(__doc__)
    with Server(options.pg_bindir, statement_timeout="3s") as server:
        with contextlib.closing(server.connect()) as connection:
            with connection.cursor() as cursor:
                for statement in SET_UP:
                    cursor.execute(statement)
                candidates = [*calls(cursor, server.major), *composed()]
            seen = list(measured(connection, candidates))
        major = server.major
    scripts = [[*SET_UP, f"alter table t add column b text default ({expression})"]
               for expression, _ in seen]
    score = Score("default_volatility", major, options.verbose)
    for (expression, is_rewritten), facts in zip(seen, predictions(options.probe, major, scripts)):
        score.note(expression, facts[-1][0]["default_volatile"], is_rewritten)
    rewritten = sum(is_rewritten for _, is_rewritten in seen)
    print(f"{len(candidates) - len(seen)} of {len(candidates)} cannot be a default with the "
          f"literals here; {rewritten} of the others write the table anew")
    return score.finish(1500)


sys.exit(main())
