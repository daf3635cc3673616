"""Which statements ran, and from which line of the running revision's file."""

import os
import sys
import traceback
import weakref

from .locks import Locks

MOST_STATEMENTS, LONGEST_STATEMENT = 10000, 100000


def with_parameters(cursor, statement, parameters):
    """The statement's text with the parameters in their places, where the driver can tell."""
    try:
        if not hasattr(cursor, "mogrify"):
            import psycopg

            cursor = psycopg.ClientCursor(cursor.connection)
        text = cursor.mogrify(statement, parameters)
        return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    except Exception:
        return statement


def is_autocommit(connection):
    """Whether the driver begins no transaction, as in Alembic's autocommit_block()."""
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return True
    driver = getattr(connection.connection, "dbapi_connection", connection.connection)
    return getattr(driver, "autocommit", False) is True


class Recorder:
    def __init__(self):
        self.engines, self.locks = weakref.WeakSet(), Locks()
        self.clear()

    def clear(self, with_locks=False):
        """Nothing is running, and nothing has run."""
        self.path, self.revision = "", ""
        self.statements, self.last, self.left_out = [], "", 0
        self.running, self.locks_at_commit = None, []
        self.locks.begin(with_locks)

    def begin(self, script):
        self.path, self.revision, self.last = script.path, script.revision, ""
        self.real_path = os.path.realpath(script.path)

    def line(self, frames):
        """Of the first frame that lies in the revision's file; 0: none does."""
        for frame, number in frames if self.path else ():
            name = frame.f_code.co_filename
            if name == self.path or os.path.realpath(name) == self.real_path:
                return number
        return 0

    def record(self, connection, cursor, statement, parameters, context, executemany):
        """SQLAlchemy's event before_cursor_execute. Of many rows one stands for all."""
        self.engines.add(connection.engine)
        if executemany and isinstance(parameters, (list, tuple)):
            parameters = parameters[0]
        self.last = with_parameters(cursor, statement, parameters)
        line = self.line(traceback.walk_stack(sys._getframe(1)))
        self.running = None
        if line == 0:  # Alembic's own
            return
        if len(self.statements) < MOST_STATEMENTS:
            self.running = {
                "revision": self.revision,
                "line": line,
                "sql": self.last[:LONGEST_STATEMENT],
                "cut": len(self.last) > LONGEST_STATEMENT,
                "autocommit": is_autocommit(connection),
            }
            self.statements.append(self.running)
        else:
            self.left_out += 1

    def complete(self, connection, cursor, statement, parameters, context, executemany):
        """after_cursor_execute."""
        if self.running is not None:
            self.running["locks"] = self.locks.new(connection)

    def commit(self, connection):
        """Before it is sent."""
        self.locks_at_commit += self.locks.new(connection)
