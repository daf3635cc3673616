#!/usr/bin/env python3
"""Holds the settings and locks that a script is predicted to have against a real session's.

    session_settings.py PROBE [--pg-bindir DIR] [--verbose]

Random scripts of SET, SET LOCAL, RESET, set_config, transactions and savepoints run statement by
statement; after each one current_setting and pg_locks are compared with what is predicted for the
next statement.
"""

import contextlib
import random
import sys

import psycopg2

from throwaway_server import Score, Server, arguments, predictions

SEED = 4
SCRIPTS = 250
LENGTH = 14
# Long enough never to pass.
VALUES = ["0", "20000", "'20s'", "'50 s'", "'1min'", "'0'", "'25000ms'", "'15.5s'", "'2 h'", "'1d'",
          "'90000900us'", "'0x5000'", "'1e5'", "' 70000 '", "default", "15000.4", "'0.5min'",
          "'077777'"]
PATHS = ["other", "public, other", "'other'", '"$user", public', "default", "''", '"Mixed", public']
CONFIGS = ["'20s'", "'3min'", "'0'", "null", "'1 h'"]
FORMS = [
    "set {name} = {value}", "set session {name} to {value}", "set local {name} = {value}",
    "set {name} to {value}", "set local {name} to default", "reset {name}", "reset all",
    "select set_config('{name}', {config}, {local})",
    "select pg_catalog.set_config('{name}', {config}, {local}), 1",
    "set {name} from current", "set local {name} from current",
    "set search_path = {path}", "set local search_path to {path}", "reset search_path",
    "select set_config('search_path', 'other, public', {local})",
    "begin", "commit", "rollback", "commit and chain", "rollback and chain", "savepoint {point}",
    "savepoint {point}", "rollback to {point}", "release {point}", "discard all",
    "alter role postgres set {name} = '90s'", "alter database postgres set {name} = '90s'",
    "alter role postgres reset {name}", "lock table {table} in share mode",
    "lock table {table} in access exclusive mode", "lock table {table} in row exclusive mode",
    "do $$ begin execute 'set {name} = 77'; end $$", "do $$ begin null; end $$",
    "select set_config('{name}', '40s', {local}) where random() < 2", "select 1", "discard plans",
    "set time zone 'UTC'", "set local time zone 'Europe/Berlin'", "set timezone = 'America/Lima'",
    "insert into {table} values (1)", "alter table {table} rename to {table}_", "alter table {table}_ rename to {table}",
]
SET_UP = ["create schema other", "create table one (a int)", "create table two (a int)"]
NAMES = ["lock_timeout", "statement_timeout"]
HEAVY = ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]


def statement(chance):
    text = chance.choice(FORMS)
    return text.format(name=chance.choice(NAMES), value=chance.choice(VALUES),
                       config=chance.choice(CONFIGS), path=chance.choice(PATHS),
                       local=chance.choice(["true", "false"]), point=chance.choice("st"),
                       table=chance.choice(["one", "two"]))


class State:
    """What a session has now."""

    def __init__(self, cursor):
        cursor.execute("""select (select setting from pg_settings where name = 'lock_timeout'),
            (select setting from pg_settings where name = 'statement_timeout')""")
        self.lock_timeout, self.statement_timeout = map(int, cursor.fetchone())
        cursor.execute("""select n.nspname || '.' || c.relname from pg_locks l
            join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
            where l.pid = pg_backend_pid() and l.mode = any (%s) and n.nspname in ('public', 'other')
            """, (HEAVY,))
        self.held = sorted({name for name, in cursor.fetchall()})


def run(server, chance):
    """Whether the runner has begun a transaction, the statements up to the first that fails, and
    the state after each. A message may hold several."""
    done = []
    with contextlib.closing(server.connect()) as connection, connection.cursor() as cursor:
        runner = chance.random() < 0.5
        if runner:
            cursor.execute("begin")
        for _ in range(LENGTH):
            sql = statement(chance)
            if chance.random() < 0.15:
                sql += " ; " + statement(chance)
            try:
                cursor.execute(sql)
            except psycopg2.Error:
                break
            done.append((sql, State(cursor)))
        if connection.info.transaction_status != 0:
            cursor.execute("rollback")
        for name in NAMES:
            cursor.execute(f"alter role postgres reset {name}")
            cursor.execute(f"alter database postgres reset {name}")
        cursor.execute("alter table if exists one_ rename to one")
        cursor.execute("alter table if exists two_ rename to two")
    return runner, done


def main():
    options = arguments(__doc__)
    chance = random.Random(SEED)
    runs = []
    with Server(options.pg_bindir) as server:
        with contextlib.closing(server.connect()) as connection:
            for sql in SET_UP:
                connection.cursor().execute(sql)
        while len(runs) < SCRIPTS:
            runner, done = run(server, chance)
            if len(done) > 2:
                runs.append((runner, done))
        major = server.major
    scripts = []
    for runner, done in runs:
        # The tables are there before the script, so that the transaction has not made them.
        before = [{"sql": sql, "in_transaction": False} for sql in SET_UP]
        script = [{"sql": sql, "in_transaction": runner} for sql, _ in done]
        scripts.append([*before, *script, {"sql": "select 1", "in_transaction": runner}])
    score = Score("session_settings", major, options.verbose)
    for (runner, done), facts in zip(runs, predictions(options.probe, major, scripts, "all")):
        place = len(SET_UP)
        story = ["begin (the runner)"] if runner else []
        for sql, state in done:
            story.append(sql)
            place += sql.count(" ; ") + 1
            after = facts[place][0]
            for name in (*NAMES, "held"):
                found = after[name]
                what = " / ".join(story) + ": " + name
                score.note(what, sorted(found) if name == "held" else found, getattr(state, name))
    return score.finish(2000)


sys.exit(main())
