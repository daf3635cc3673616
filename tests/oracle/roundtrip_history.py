#!/usr/bin/env python3
"""Compares `migcheck roundtrip --all` with real Alembic, revision by revision of a real project.

    roundtrip_history.py MIGCHECK SCRIPT_LOCATION [--engine sql|alembic] [--pg-bindir DIR]
                         [--migcheck-option=OPTION]…

Alembic upgrades an empty database one revision at a time, each in a transaction of its own; after
each it downgrades a copy, and pg_dump says whether the schema is what it was before, but for the
order of columns and for values of enum types, which stay. The project's env.py is not run, and a
module that cannot be imported is replaced by a stand-in (PYTHONPATH says where its own are). This
executes the project's code: run it only on a checkout that you trust.

Prints where the verdicts differ, how far each came, and what stopped it. What migcheck finds out
only by rows, which Alembic on an empty database cannot, is listed and is no difference. The exit
status is 1 if a verdict differs that migcheck is sure of.
"""

import argparse
import ast
import collections
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

import compare_history
import oracle  # puts Alembic on the path
import sqlalchemy
import throwaway_server
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationStep
from alembic.script import ScriptDirectory

# What takes rows to be found out.
ROWS = {
    "roundtrip-upgrade-fails-on-rows",
    "roundtrip-upgrade-fails-on-some-rows",
    "roundtrip-constraint-fails-on-some-rows",
    "roundtrip-downgrade-fails-on-rows",
    "roundtrip-downgrade-fails-on-some-rows",
    "roundtrip-rows-lost",
    "roundtrip-rows-left",
    "roundtrip-values-changed",
}


class Server(throwaway_server.Server):
    def engine(self, database):
        return sqlalchemy.create_engine(
            f"postgresql+psycopg2://postgres@/{database}?host={self.folder}",
            poolclass=sqlalchemy.pool.NullPool,
        )

    def make(self, database, template="template1"):
        with contextlib.closing(self.connect()) as admin, admin.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {database}")
            strategy = "STRATEGY file_copy" if self.major >= 15 else ""
            cursor.execute(f"CREATE DATABASE {database} TEMPLATE {template} {strategy}")

    def schema(self, database):
        """The lines of the dump, counted: where a column stands does not count."""
        command = [self.bindir / "pg_dump", "--host", self.folder, "--username", "postgres"]
        command += ["--schema-only", "--no-owner", "--exclude-table", "alembic_version", database]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lines = (re.sub(r",$", "", line.strip()) for line in text.splitlines())
        return collections.Counter(line for line in lines
                                   if line and not line.startswith(("--", "\\")))


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


def is_restored(before, after):
    """Whether nothing is missing, and nothing more is there than values of enum types."""
    return not before - after and all(re.fullmatch("'.*'", line) for line in after - before)


def judge(history, server, revision, before):
    """What becomes of a copy of the upgraded database that is downgraded and upgraded again."""
    server.make("copy", "main")
    copy = server.engine("copy")
    error = history.run(copy, revision, MigrationStep.downgrade_from_script)
    if error and is_raised_by(revision, error):
        return "irreversible", error
    if error:
        return "failed", error
    if not is_restored(before, server.schema("copy")):
        return "failed", "the schema is not restored"
    error = history.run(copy, revision, MigrationStep.upgrade_from_script)
    return ("failed", error) if error else ("passed", "")


def verdicts_of_alembic(history, server):
    """The verdict and its reason for each revision, up to the first whose upgrade fails."""
    server.make("main")
    main = server.engine("main")
    found = {}
    for revision in history.revisions:
        before = server.schema("main")
        error = history.run(main, revision, MigrationStep.upgrade_from_script)
        if error:
            found[revision.revision] = ("failed", error)
            break
        found[revision.revision] = judge(history, server, revision, before)
    return found


def imported_modules(location):
    """The packages that the revisions import."""
    found = set()
    for path in pathlib.Path(location, "versions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def write_stand_ins(folder, modules):
    """Has each Python that is told of the folder put stand-ins where these are not there."""
    here = str(pathlib.Path(__file__).parent)
    pathlib.Path(folder, "sitecustomize.py").write_text(
        f"import sys\nsys.path.append({here!r})\n"
        "import importlib.util\nimport compare_history\n"
        "class Finder(compare_history.StandInFinder):\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name.split('.')[0] in {sorted(modules)!r}:\n"
        "            return super().find_spec(name, *rest)\n"
        "sys.meta_path.append(Finder())\n", encoding="utf-8")
    os.chmod(folder, 0o755)


def report_of_migcheck(options):
    command = [options.migcheck, "roundtrip", "-C", options.location, "--migrations", "versions"]
    command += ["--all", "--format", "json", *options.migcheck_option]
    with tempfile.TemporaryDirectory(prefix="migcheck-oracle-") as folder:
        environment = dict(os.environ)
        if options.engine:
            command += ["--engine", options.engine]
        if options.engine == "alembic":
            write_stand_ins(folder, imported_modules(options.location))
            path = [folder, oracle.path, os.environ.get("PYTHONPATH", "")]
            environment["PYTHONPATH"] = ":".join(filter(None, path))
            command += ["--python", sys.executable]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def own_verdicts(report):
    """For each revision what migcheck says, and what it would say without rows."""
    by_revision = collections.defaultdict(list)
    for finding in report["findings"]:
        by_revision[finding["revision"]].append(finding)
    for one in report["roundtrip"]["revisions"]:
        found = by_revision[one["revision"]]
        about_rows = [finding for finding in found if finding["policy"] in ROWS]
        status = one["status"]
        errors = [finding for finding in found
                  if finding["severity"] == "error" and finding not in about_rows]
        if status == "failed" and about_rows and not errors:
            status = "passed"
        yield one["revision"], status, found, about_rows


def first_line(reason):
    return (str(reason) or repr(reason)).splitlines()[0]


def compare(theirs, ours):
    """Prints what differs, and what rows have told. Returns how many revisions are of each kind."""
    counts = collections.Counter()
    for revision, own, found, about_rows in ours:
        for finding in about_rows:
            print(f"{revision}: rows: {finding['severity']}: {first_line(finding['message'])}")
        counts["with findings about rows"] += bool(about_rows)
        if revision not in theirs:
            counts["beyond where Alembic stops"] += 1
            continue
        verdict, reason = theirs[revision]
        kind = "equal" if own == verdict else own if own in ("partial", "skipped") else "different"
        counts[kind] += 1
        if kind != "equal" or verdict == "failed":
            print(f"{revision}: {kind}: Alembic {verdict} ({first_line(reason)}), migcheck {own}")
            print("".join(f"  {finding['policy']}: {first_line(finding['message'])}\n"
                          for finding in found), end="")
    return counts


def parse():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("migcheck", type=os.path.abspath)
    parser.add_argument("location", type=os.path.abspath)
    parser.add_argument("--engine", choices=("sql", "alembic"))
    parser.add_argument("--pg-bindir", type=pathlib.Path)
    parser.add_argument("--migcheck-option", action="append", default=[])
    options = parser.parse_args()
    options.pg_bindir = options.pg_bindir or throwaway_server.newest_installed()
    return options


def main():
    options = parse()
    ours = list(own_verdicts(report_of_migcheck(options)))
    sys.meta_path.append(compare_history.StandInFinder())
    with Server(options.pg_bindir, timezone="UTC") as server:
        theirs = verdicts_of_alembic(History(options.location), server)
    counts = compare(theirs, ours)
    print(f"{counts['equal']} of {len(theirs)} verdicts are equal")
    for kind in ("different", "partial", "skipped", "with findings about rows",
                 "beyond where Alembic stops"):
        print(f"{counts[kind]} {kind}")
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
