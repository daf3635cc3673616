"""What an exception says, and where it comes from."""

import traceback

from alembic.util import CommandError

from .recorder import Recorder


class TimedOut(BaseException):
    """No Exception: what a migration catches is not meant for this."""


def from_server(error):
    """The driver's exception that has the server's words; None: it has none. asyncpg's own is what
    SQLAlchemy's is made of."""
    driver = getattr(error, "orig", None) or error
    known = [one for one in (driver.__cause__, driver) if sqlstate(one)]
    return known[0] if known else None


def fields_of(error):
    """pg8000's exceptions hold what the server sent."""
    fields = error.args[0] if error is not None and error.args else None
    return fields if isinstance(fields, dict) and "C" in fields else {}


def sqlstate(error):
    state = getattr(error, "pgcode", None) or getattr(error, "sqlstate", None)
    return state or fields_of(error).get("C", "")


def reported(error):
    """What the server says, by the names of SqlFailure."""
    diag, fields = getattr(error, "diag", None), fields_of(error)

    def get(name, key, attribute):
        return fields.get(key) or getattr(diag, attribute, "") or getattr(error, name, "") or ""

    return {
        "sqlstate": sqlstate(error),
        "message": get("message", "M", "message_primary") or str(error).strip(),
        "detail": get("detail", "D", "message_detail"),
        "hint": get("hint", "H", "message_hint"),
        "context": get("context", "W", "context"),
    }


def text_of(error):
    """"ZeroDivisionError: division by zero"; what is meant for people as it is."""
    if isinstance(error, (TimedOut, CommandError)):
        return str(error)
    return "".join(traceback.format_exception_only(type(error), error)).strip()


def sql_of(error, recorder):
    """The statement that the server refused; SQLAlchemy has none where it did at the end."""
    if not hasattr(error, "statement"):  # something else than SQLAlchemy has sent it
        return ""
    return "COMMIT" if error.statement is None else recorder.last


def failure_of(error, recorder):
    """Of a revision that runs."""
    frames = list(traceback.walk_tb(error.__traceback__))
    failure = {
        "kind": "python",
        "revision": recorder.revision,
        "line": recorder.line(reversed(frames)),
        "message": text_of(error),
    }
    server = from_server(error)
    if isinstance(error, TimedOut):
        failure.update(kind="timeout", sql=recorder.last)
    elif server is not None:
        failure.update(reported(server), kind="sql", sql=sql_of(error, recorder))
    elif getattr(error, "connection_invalidated", False):
        failure.update(kind="lost", message=str(error.orig).strip(), sql=recorder.last)
    elif isinstance(error, ModuleNotFoundError):
        failure["module"] = error.name or ""
    return failure


def unreadable(error, folders):
    """Of what went wrong before any revision ran: with the place in these folders, if it has one."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if any(f.filename.startswith(folder + "/") for folder in folders)]
    file, line = (own[-1].filename, own[-1].lineno) if own else ("", 0)
    if isinstance(error, SyntaxError) and error.filename:
        file, line = error.filename, error.lineno or 0
    return dict(failure_of(error, Recorder()), kind="load", file=file, line=line)
