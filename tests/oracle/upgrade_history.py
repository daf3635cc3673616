#!/usr/bin/env python3
"""Upgrades an empty database with real Alembic, one revision of a project after the other.

    upgrade_history.py DSN SCRIPT_LOCATION [TARGET]

Says how far it came and what stopped it: the judge of `migcheck roundtrip --all`. The project's
env.py is not run. A module that cannot be imported is replaced by a stand-in. This executes the
project's code: run it only on a checkout that you trust, on a database that you can
spare. Each revision has a transaction of its own.
"""

import sys

import compare_history
import oracle  # noqa: F401  puts Alembic on the path
import sqlalchemy
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def main(dsn, location, target="heads"):
    sys.meta_path.append(compare_history.StandInFinder())
    config = Config()
    config.set_main_option("script_location", location)
    script = ScriptDirectory.from_config(config)
    total = len(list(script.walk_revisions()))
    done = []

    def upgrade(revision, _context):
        return script._upgrade_revs(target, revision)

    def applied(step, **_):
        done.append(step.up_revision_id)

    problem = None
    with sqlalchemy.create_engine(dsn).connect() as connection:
        with EnvironmentContext(config, script, fn=upgrade) as context:
            context.configure(
                connection=connection,
                transaction_per_migration=True,
                on_version_apply=applied,
            )
            try:
                with context.begin_transaction():
                    context.run_migrations()
            except Exception as error:  # a project's revision may raise anything
                problem = error
    print(f"{len(done)} of {total} revisions, the last one {done[-1] if done else 'none'}")
    if problem:
        print(f"stopped by {type(problem).__name__}: {problem}")
    return 1 if problem else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
