"""Obeys the orders, one after another."""

import contextlib
import os
import signal
import time

import sqlalchemy
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationStep

from . import database, models
from .failure import TimedOut, failure_of, unreadable
from .recorder import Recorder


class Session:
    def __init__(self, channel, project):
        self.channel, self.project, self.recorder = channel, project, Recorder()
        self.guard = database.Guard(project.settings)
        engine = sqlalchemy.engine.Engine
        sqlalchemy.event.listen(engine, "before_cursor_execute", self.recorder.record)
        sqlalchemy.event.listen(engine, "after_cursor_execute", self.recorder.complete)
        sqlalchemy.event.listen(engine, "commit", self.recorder.commit)
        signal.signal(signal.SIGALRM, self.time_out)

    def time_out(self, number, frame):
        raise TimedOut("it has not ended within {} s".format(self.project.limit))

    def obey(self, order):
        self.enter(order)
        self.recorder.clear(with_locks=order.get("locks", False))
        try:
            return {"run": self.run, "check": self.check}[order["do"]](order)
        finally:
            signal.alarm(0)
            self.disconnect()

    def disconnect(self):
        """Leaves no pooled connection: the database may be copied or dropped next."""
        for engine in list(self.recorder.engines):
            with contextlib.suppress(Exception):
                engine.dispose()

    def enter(self, order):
        self.guard.database = order["database"]
        os.environ.update(order["environment"])
        url = database.url_of(order["database"])
        self.project.config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))

    def begin(self, script):
        self.recorder.begin(script)
        self.channel.send({"running": script.revision})
        self.limit_time()

    def limit_time(self):
        """One statement that takes too long is stopped by the server, a second before."""
        signal.alarm(self.project.limit + 1)

    def run(self, order):
        """The revisions, one way; each in a transaction of its own, if env.py is not the project's."""
        try:
            script = self.project.load(self.project.own_env)
            scripts = [self.project.revision(name) for name in order["revisions"]]
        except Exception as error:
            return {"failure": unreadable(error, self.project.folders)}
        up = order["direction"] == "upgrade"
        make = MigrationStep.upgrade_from_script if up else MigrationStep.downgrade_from_script

        def steps(heads, context):
            for one in scripts:
                self.begin(one)
                yield make(script.revision_map, one)

        failure, start = None, time.monotonic()
        try:
            with EnvironmentContext(self.project.config, script, fn=steps) as environment:
                self.migrate(environment, order["database"])
        except BaseException as error:  # a revision may also call sys.exit()
            failure = failure_of(error, self.recorder)
        done = {"ms": (time.monotonic() - start) * 1000, "failure": failure}
        recorder = self.recorder
        seen = {"statements": recorder.statements, "left_out": recorder.left_out}
        return dict(done, **seen, locks=recorder.locks_at_commit)

    def migrate(self, environment, place):
        """By the project's env.py, or as the shortest one would."""
        if self.project.own_env:
            self.project.script.run_env()
            return
        metadata = sqlalchemy.MetaData(naming_convention=self.project.convention or None)

        def work(connection):
            environment.configure(
                connection=connection, target_metadata=metadata, transaction_per_migration=True
            )
            with environment.begin_transaction():
                environment.run_migrations()
            if hasattr(connection, "commit"):  # what a revision that commits has begun anew
                connection.commit()

        database.connected(place, work)

    def check(self, order):
        """Runs the project's env.py to compare its models with the database."""
        self.limit_time()
        try:
            script = self.project.load(own_env=True)
            return {"differences": models.differences(self.project.config, script)}
        except BaseException as error:
            return {"failure": unreadable(error, [script_folder(self.project)])}


def script_folder(project):
    return os.path.dirname(project.folders[0])
