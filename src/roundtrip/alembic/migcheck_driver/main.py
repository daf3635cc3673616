"""Runs a project's revisions with the project's own Alembic, at migcheck's word.

The first order says where the project is, and is answered by what this Python has; each other one
by one object, after a {"running": id} for each revision that begins. protocol.h has the members.
"""

import os
import sys

from .channel import Channel


def lacking():
    """What this Python cannot import: the name, and why."""
    try:
        import alembic  # noqa: F401
        import sqlalchemy  # noqa: F401

        from .database import driver_found
    except ImportError as error:
        return {"name": error.name or "alembic", "reason": str(error)}
    return {} if driver_found() else {"name": "psycopg2", "reason": "no driver of PostgreSQL"}


def main():
    sys.path.pop(0)  # this package's folder
    channel = Channel()
    orders = iter(channel)
    first = next(orders)
    lack = lacking()
    if lack:
        channel.send({"lacking": lack})
        return
    from .failure import unreadable
    from .project import Project
    from .session import Session

    try:
        os.environ.update(first["environment"])
        session = Session(channel, Project(first))
    except Exception as error:
        channel.send({"failure": unreadable(error, first["folders"])})
        return
    channel.send({"ready": True})
    for order in orders:
        channel.send(session.obey(order))
