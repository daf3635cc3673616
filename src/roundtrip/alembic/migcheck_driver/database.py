"""The way to the rehearsal's database, and to no other."""

import contextlib
import importlib
from urllib.parse import quote

import sqlalchemy

DRIVERS = ("psycopg2", "psycopg", "pg8000", "asyncpg")


class Elsewhere(Exception):
    """Something wants to connect to another server."""


def driver_found():
    """The first driver of PostgreSQL that this Python and its SQLAlchemy have; "": none."""
    for name in DRIVERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
            importlib.import_module("sqlalchemy.dialects.postgresql." + name)
            return name
    return ""


def url_of(database):
    driver = driver_found()
    place = "host=" + quote(database["host"])
    if driver == "pg8000":
        place = "unix_sock=" + quote(database["host"] + "/.s.PGSQL.5432")
    return "postgresql+{}://{}@/{}?{}".format(driver, database["role"], database["name"], place)


def connected(database, work):
    """work(connection) on a connection of its own."""
    url, pool = url_of(database), sqlalchemy.pool.NullPool
    if not url.startswith("postgresql+asyncpg"):
        with sqlalchemy.create_engine(url, poolclass=pool).connect() as connection:
            return work(connection)
    import asyncio

    from sqlalchemy.ext.asyncio import create_async_engine

    async def run():
        async with create_async_engine(url, poolclass=pool).connect() as connection:
            return await connection.run_sync(work)

    return asyncio.run(run())


class Guard:
    """Looks at every connection that SQLAlchemy makes."""

    def __init__(self, settings):
        self.database, self.settings = None, settings
        sqlalchemy.event.listen(sqlalchemy.engine.Engine, "do_connect", self.check)
        sqlalchemy.event.listen(sqlalchemy.engine.Engine, "connect", self.prepare)

    def check(self, dialect, record, arguments, parameters):
        """Raises where it leads elsewhere: no other database is ever touched."""
        given = repr((arguments, parameters))
        own = self.database and all(self.database[part] in given for part in ("host", "name"))
        if own or dialect.name == "sqlite":
            return
        host = parameters.get("host") or "the default server"
        name = parameters.get("dbname") or parameters.get("database") or "the default database"
        raise Elsewhere("{} ({}) on {} is not the rehearsal's".format(name, dialect.name, host))

    def prepare(self, connection, record):
        if "sqlite" in type(connection).__module__:
            return
        cursor = connection.cursor()
        for statement in self.settings:
            cursor.execute(statement)
        cursor.close()
        connection.commit()
