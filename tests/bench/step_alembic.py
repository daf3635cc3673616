#!/usr/bin/env python3
"""Steps through a history with Alembic: each revision up, down and up again, in this one process.

    step_alembic.py HOST LOCATION [plain] [REVISION...]

HOST is the folder of a PostgreSQL's socket, LOCATION that of the project's env.py and versions/,
whose own env.py is not run. With `plain` the steps are given to Alembic's environment one by one,
without alembic.command, which reads the whole history for each. A module that cannot be imported
is replaced by a stand-in (PYTHONPATH says where its own are). A revision whose downgrade fails is
left where it is, and a REVISION, which cannot come back, is only upgraded. Prints the seconds from the first step to the last, and their number.
"""

import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/oracle"))

import compare_history  # noqa: E402
import oracle  # noqa: E402,F401  puts Alembic on the path
import sqlalchemy  # noqa: E402
from alembic import command  # noqa: E402
from alembic.config import Config  # noqa: E402
from alembic.runtime.environment import EnvironmentContext  # noqa: E402
from alembic.runtime.migration import MigrationStep  # noqa: E402
from alembic.script import ScriptDirectory  # noqa: E402

ENV = '''from alembic import context

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
'''


def go(up, down, up_only):
    up()
    if up_only:
        return
    try:
        down()
    except Exception:  # a project's revision may raise anything
        return
    up()


def step_with_commands(config, revisions, up_only):
    for revision in revisions:
        below = revision.down_revision or "base"
        go(lambda: command.upgrade(config, revision.revision),
           lambda: command.downgrade(config, below if isinstance(below, str) else "-1"),
           revision.revision in up_only)


def step_plainly(config, script, revisions, up_only):
    def run(way, revision):
        step = way(script.revision_map, revision)
        with config.attributes["engine"].connect() as connection:
            with EnvironmentContext(config, script, fn=lambda *_: [step]) as context:
                context.configure(connection=connection, transaction_per_migration=True)
                with context.begin_transaction():
                    context.run_migrations()
            connection.commit()

    for revision in revisions:
        go(lambda: run(MigrationStep.upgrade_from_script, revision),
           lambda: run(MigrationStep.downgrade_from_script, revision),
           revision.revision in up_only)


def main(host, location, *arguments):
    sys.meta_path.append(compare_history.StandInFinder())
    with tempfile.TemporaryDirectory() as name:
        (pathlib.Path(name) / "env.py").write_text(ENV)
        config = Config()
        config.set_main_option("script_location", name)
        config.set_main_option("version_locations", f"{location}/versions")
        config.attributes["engine"] = sqlalchemy.create_engine(
            f"postgresql+psycopg2://postgres@/postgres?host={host}",
            poolclass=sqlalchemy.pool.NullPool)
        script = ScriptDirectory.from_config(config)
        revisions = list(script.walk_revisions())[::-1]
        start = time.perf_counter()
        if "plain" in arguments:
            step_plainly(config, script, revisions, arguments)
        else:
            step_with_commands(config, revisions, arguments)
        print(f"{time.perf_counter() - start:.3f} {len(revisions)}")


main(*sys.argv[1:])
