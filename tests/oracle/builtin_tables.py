#!/usr/bin/env python3
"""Writes src/facts/builtin_tables.cpp from the catalogs of real servers.

    builtin_tables.py OUTPUT BINDIR…

Each BINDIR holds initdb and postgres of one major. A function is in the table by its name: it is
volatile, or not, in every form and in every major, or the table says where. Functions that SQL
cannot call (those that take or return internal values, triggers, input and output) are left out.
"""

import collections
import contextlib
import pathlib
import sys
import textwrap

import psycopg2

from throwaway_server import Server

EXTENSIONS = ["uuid-ossp", "pgcrypto", "citext", "hstore", "unaccent", "pg_trgm"]
# The last column names the extension that a function belongs to.
FUNCTIONS = """
    select p.proname, p.provolatile = 'v', p.pronargs - p.pronargdefaults, p.pronargs,
           (select e.extname from pg_depend d join pg_extension e on e.oid = d.refobjid
            where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    from pg_proc p
    where p.pronamespace in ('pg_catalog'::regnamespace, 'public'::regnamespace)
      and p.prokind = 'f' and not p.proretset
      and not p.prorettype = any (array['internal', 'cstring', 'trigger', 'event_trigger',
            'language_handler', 'fdw_handler', 'index_am_handler', 'table_am_handler',
            'tsm_handler']::regtype[])
      and not p.proargtypes::oid[] && array['internal', 'cstring']::regtype[]::oid[]"""
CASTS = """
    select s.typname, t.typname, c.castcontext, c.castmethod
    from pg_cast c join pg_type s on s.oid = c.castsource join pg_type t on t.oid = c.casttarget
    where s.typnamespace = 'pg_catalog'::regnamespace and t.typnamespace = 'pg_catalog'::regnamespace
      and s.typname !~ '^pg_'"""
TYPES = """
    select typname, typcategory from pg_type
    where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'r', 'm')
      and typcategory <> 'A' and typname !~ '^(pg_|_)'"""
OPERATORS = "select distinct oprname from pg_operator where oprnamespace = 'pg_catalog'::regnamespace"
CLASS = """
    select c.opcname from pg_index i join pg_opclass c on c.oid = i.indclass[0]
    where i.indexrelid = 'tried_index'::regclass"""


class Catalogs:
    def __init__(self):
        self.majors = []
        self.functions = collections.defaultdict(set)  # name → (major, volatile, least, most)
        self.extensions = collections.defaultdict(set)  # name → volatile
        self.casts = collections.defaultdict(set)  # (source, target, context, method) → majors
        self.types = {}  # name → category, operator class
        self.operators = set()

    def read(self, server):
        self.majors.append(server.major)
        with contextlib.closing(server.connect()) as connection, connection.cursor() as cursor:
            for extension in EXTENSIONS:
                with contextlib.suppress(psycopg2.Error):
                    cursor.execute(f'create extension "{extension}"')
            cursor.execute(FUNCTIONS)
            for name, is_volatile, least, most, extension in cursor.fetchall():
                if extension in EXTENSIONS:
                    self.extensions[name].add(is_volatile)
                elif extension is None:
                    self.functions[name].add((server.major, is_volatile, least, most))
            cursor.execute(CASTS)
            for row in cursor.fetchall():
                self.casts[row].add(server.major)
            cursor.execute(OPERATORS)
            self.operators |= {name for name, in cursor.fetchall()}
            cursor.execute(TYPES)
            for name, category in cursor.fetchall():
                self.types[name] = category, operator_class(cursor, name)


def operator_class(cursor, type_name):
    """The operator class that a btree index on a column of this type gets; empty for none."""
    try:
        cursor.execute(f'create temporary table tried (a pg_catalog."{type_name}")')
        cursor.execute("create index tried_index on tried (a)")
        cursor.execute(CLASS)
        return cursor.fetchone()[0]
    except psycopg2.Error:
        return ""
    finally:
        cursor.execute("drop table if exists tried")


def words(name, values, comment):
    lines = textwrap.wrap(" ".join(sorted(values)), 94, break_long_words=False,
                          break_on_hyphens=False)
    body = "\n".join(f'    "{line} "' for line in lines)
    return f"// {comment}\nconst std::string_view {name} =\n{body};\n"


def span(majors, all_majors):
    first = 0 if min(majors) == all_majors[0] else min(majors)
    last = 0 if max(majors) == all_majors[-1] else max(majors)
    return first, last


def mixed_rows(mixed, majors):
    """Which forms are volatile, where the name alone does not tell."""
    for name, forms in sorted(mixed.items()):
        arguments = {(least, most) for _, is_volatile, least, most in forms if is_volatile}
        calm = {form for _, is_volatile, *form in ((a, b, c, d) for a, b, c, d in forms)
                if not is_volatile for form in [tuple(form)]}
        for least, most in sorted(arguments):
            inside = {major for major, is_volatile, *form in forms
                      if is_volatile and tuple(form) == (least, most)}
            first, last = span(inside, majors)
            also_calm = any((least, most) == form for form in calm)
            yield f'    {{"{name}", {least}, {most}, {first}, {last}, {str(also_calm).lower()}}},'


def text_of(catalogs):
    majors = sorted(catalogs.majors)
    volatile, calm, mixed = set(), set(), {}
    for name, forms in catalogs.functions.items():
        kinds = {is_volatile for _, is_volatile, *_ in forms}
        if len(kinds) == 2:
            mixed[name] = forms
        else:
            (volatile if kinds == {True} else calm).add(name)
    ext_volatile = {n for n, kinds in catalogs.extensions.items() if kinds == {True}}
    ext_calm = {n for n, kinds in catalogs.extensions.items() if kinds == {False}}
    casts = []
    for (source, target, context, method), inside in sorted(catalogs.casts.items()):
        first, last = span(inside, majors)
        casts.append(f'    {{"{source}", "{target}", \'{context}\', \'{method}\', {first}, {last}}},')
    types = [f'    {{"{name}", \'{category}\', "{opclass}"}},'
             for name, (category, opclass) in sorted(catalogs.types.items())]
    return f"""// Written by tests/oracle/builtin_tables.py from the catalogs of PostgreSQL
// {", ".join(map(str, majors))}. Do not edit: run it again.

#include "facts/builtin_tables.h"

// clang-format off

namespace migcheck::builtin {{

{words("volatile_functions", volatile, "pg_proc.provolatile is 'v' in every form.")}
{words("calm_functions", calm, "pg_proc.provolatile is 's' or 'i' in every form.")}
{words("volatile_extension_functions", ext_volatile, "The same of " + ", ".join(EXTENSIONS) + ".")}
{words("calm_extension_functions", ext_calm, "The same of these extensions.")}
{words("operators", catalogs.operators, "pg_operator.oprname: the function behind each is not volatile.")}
namespace {{

const MixedFunction mixed_rows[] = {{
{chr(10).join(mixed_rows(mixed, majors))}
}};

const Cast cast_rows[] = {{
{chr(10).join(casts)}
}};

const Type type_rows[] = {{
{chr(10).join(types)}
}};

}}  // namespace

const std::span<const MixedFunction> mixed_functions = mixed_rows;
const std::span<const Cast> casts = cast_rows;
const std::span<const Type> types = type_rows;

}}  // namespace migcheck::builtin
"""


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    catalogs = Catalogs()
    for bindir in sys.argv[2:]:
        with Server(bindir) as server:
            catalogs.read(server)
    pathlib.Path(sys.argv[1]).write_text(text_of(catalogs), encoding="utf-8")


main()
