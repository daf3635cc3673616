#!/usr/bin/env python3
"""Compares `migcheck roundtrip --all` with real Alembic, revision by revision of a real project.

    roundtrip_history.py MIGCHECK SCRIPT_LOCATION HOST [PORT]

HOST and PORT lead to a PostgreSQL that can be spared: the role postgres makes databases there.
Alembic upgrades an empty database one revision at a time, each in a transaction of its own; after
each it downgrades a copy, and pg_dump says whether the schema is what it was before, but for the
order of columns. The project's env.py is not run, and a module that cannot be imported is replaced
by a stand-in (PYTHONPATH says where its own are). This executes the project's code: run it only on a checkout that you trust.

Prints where the verdicts differ, how far each came, and what stopped it. The exit status is 1 if a
verdict differs that migcheck is sure of.
"""

import collections
import json
import re
import subprocess
import sys
import traceback

import compare_history
import oracle  # noqa: F401  puts Alembic on the path
import sqlalchemy
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationStep
from alembic.script import ScriptDirectory

NAMES = {"main": "roundtrip_history", "copy": "roundtrip_history_copy"}


class Server:
    def __init__(self, host, port="5432"):
        self.place = ["--host", host, "--port", port, "--username", "postgres"]
        self.host, self.port = host, port

    def engine(self, database):
        return sqlalchemy.create_engine(
            f"postgresql+psycopg2://postgres@/{database}?host={self.host}&port={self.port}",
            poolclass=sqlalchemy.pool.NullPool,
        )

    def run(self, *statements):
        for statement in statements:
            command = ["psql", *self.place, "--quiet", "--command", statement, "postgres"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    def make(self, database, template="template1"):
        self.run(
            f"DROP DATABASE IF EXISTS {database}",
            f"CREATE DATABASE {database} TEMPLATE {template}",
        )

    def schema(self, database):
        """The lines of the dump, sorted: where a column stands does not count."""
        command = ["pg_dump", *self.place, "--schema-only", "--no-owner"]
        command += ["--exclude-table", "alembic_version", database]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lines = (re.sub(r",$", "", line.strip()) for line in text.splitlines())
        return sorted(line for line in lines if line and not line.startswith(("--", "\\")))


class History:
    def __init__(self, location):
        config = Config()
        config.set_main_option("script_location", location)
        self.config = config
        self.script = ScriptDirectory.from_config(config)
        self.revisions = list(self.script.walk_revisions())[::-1]

    def run(self, engine, revision, make_step):
        """Runs one step on the database; gives what it raised."""
        step = make_step(self.script.revision_map, revision)
        with engine.connect() as connection:
            with EnvironmentContext(self.config, self.script, fn=lambda *_: [step]) as context:
                context.configure(connection=connection, transaction_per_migration=True)
                try:
                    with context.begin_transaction():
                        context.run_migrations()
                except Exception as error:  # a project's revision may raise anything
                    return error
            connection.commit()  # what a revision that commits by itself has begun anew
        return None


def is_raised_by(revision, error):
    """Whether the revision itself says that it cannot do this."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return frame.filename == revision.path and frame.line.startswith("raise")


def judge(history, server, revision, before):
    """What becomes of a copy of the upgraded database that is downgraded and upgraded again."""
    server.make(NAMES["copy"], NAMES["main"])
    copy = server.engine(NAMES["copy"])
    error = history.run(copy, revision, MigrationStep.downgrade_from_script)
    if error and is_raised_by(revision, error):
        return "irreversible", error
    if error:
        return "failed", error
    if server.schema(NAMES["copy"]) != before:
        return "failed", "the schema is not restored"
    error = history.run(copy, revision, MigrationStep.upgrade_from_script)
    return ("failed", error) if error else ("passed", "")


def verdicts_of_alembic(history, server):
    server.make(NAMES["main"])
    main = server.engine(NAMES["main"])
    found = collections.OrderedDict()
    for revision in history.revisions:
        before = server.schema(NAMES["main"])
        error = history.run(main, revision, MigrationStep.upgrade_from_script)
        if error:
            return found, (revision.revision, error)
        found[revision.revision] = judge(history, server, revision, before)
    return found, None


def first_line(reason):
    return (str(reason) or repr(reason)).splitlines()[0]


def main(migcheck, location, *server):
    command = [migcheck, "roundtrip", "--all", "--format", "json"]
    command += ["--migrations", f"{location}/versions"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(done.stderr)
    ours = {one["revision"]: one for one in json.loads(done.stdout)["roundtrip"]["revisions"]}
    sys.meta_path.append(compare_history.StandInFinder())
    theirs, stop = verdicts_of_alembic(History(location), Server(*server))
    counts = collections.Counter()
    for revision, (verdict, reason) in theirs.items():
        own = ours[revision]["status"]
        kind = "equal" if own == verdict else own if own in ("partial", "skipped") else "different"
        counts[kind] += 1
        if kind == "different":
            print(f"{revision}: Alembic {verdict} ({first_line(reason)}), migcheck {own}")
            print("".join(f"  {line}\n" for line in ours[revision]["schema_diff"][:5]), end="")
    print(f"{counts['equal']} of {len(theirs)} verdicts are equal")
    for kind in ("different", "partial", "skipped"):
        print(f"{counts[kind]} {kind}")
    if stop:
        print(f"Alembic stops at {stop[0]}: {first_line(stop[1])}")
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
