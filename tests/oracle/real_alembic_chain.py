#!/usr/bin/python3
"""Runs a real migration chain with real Alembic, from an empty database, on a throw-away server
with the settings that migcheck's own has, and says how far it gets.

    real_alembic_chain.py [--bindir DIR] [--step] PROJECT VERSIONS_DIR

PROJECT is a checkout; VERSIONS_DIR its versions folder. The project's own env.py is not used. A
module of the project is run from its file as far as it can be; what is not installed is a stand-in
whose every attribute is one too, and which is false. --step upgrades, downgrades and upgrades each
revision again, as the rehearsal does.

Prints a line per revision that fails, and at the end "upgraded N of M revisions in S s". Needs
alembic, sqlalchemy and psycopg2 on PYTHONPATH.
"""
import argparse
import glob
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types

ENV_PY = """
from alembic import context
context.config.attributes["run"](context)
"""

SETTINGS = """listen_addresses= fsync=off synchronous_commit=off full_page_writes=off
wal_level=minimal max_wal_senders=0 max_wal_size=1GB checkpoint_timeout=1h autovacuum=off
max_connections=10 shared_buffers=64MB max_worker_processes=0 max_parallel_workers_per_gather=0
jit=off max_locks_per_transaction=512 timezone=UTC""".split()


class StandIn(types.ModuleType):
    """Anything of a module that is not there."""

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        child = StandIn(self.__name__ + "." + name)
        setattr(self, name, child)
        return child

    def __call__(self, *args, **kwargs):
        # As a decorator it gives back what it decorates.
        if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)):
            return args[0]
        return StandIn(self.__name__ + "()")

    def __mro_entries__(self, bases):
        return (object,)

    def __bool__(self):
        return False

    def __iter__(self):
        return iter(())


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked after everything else: the project's files, else stand-ins."""

    def __init__(self, project):
        self.project = project

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("sqlalchemy", "alembic", "mako", "psycopg2", "greenlet"):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        stem = os.path.join(self.project, *module.__name__.split("."))
        for path in (stem + ".py", os.path.join(stem, "__init__.py")):
            if not os.path.isfile(path):
                continue
            module.__file__ = path
            with open(path) as source:
                code = compile(source.read(), path, "exec")
            before = dict(module.__dict__)
            try:
                exec(code, module.__dict__)
            except BaseException as error:  # whatever it needs is not here
                print(f"stand-in for {module.__name__}: {error!r}", file=sys.stderr)
                module.__dict__.clear()
                module.__dict__.update(before)


def add_enum_plugin():
    """op.sync_enum_values of the plugin alembic_postgresql_enum, in its plain form."""
    from alembic.operations import MigrateOperation, Operations

    class Reference:
        def __init__(self, table_name, column_name, table_schema=None, column_type=None,
                     existing_server_default=None, **_):
            self.table = f'"{table_schema}"."{table_name}"' if table_schema else f'"{table_name}"'
            self.column = column_name
            self.default = existing_server_default

    plugin = StandIn("alembic_postgresql_enum")
    plugin.TableReference = Reference
    sys.modules["alembic_postgresql_enum"] = plugin

    @Operations.register_operation("sync_enum_values")
    class SyncEnumValues(MigrateOperation):
        def __init__(self, *args):
            self.args = args

        @classmethod
        def sync_enum_values(cls, operations, *args, enum_schema="public", enum_name=None,
                             new_values=None, affected_columns=None, enum_values_to_rename=(),
                             **_):
            names = list(args)
            if len(names) == 4:
                enum_schema, enum_name, new_values, affected_columns = names
            return operations.invoke(
                cls(enum_schema, enum_name, new_values, affected_columns, enum_values_to_rename))

    @Operations.implementation_for(SyncEnumValues)
    def run(operations, operation):
        schema, name, values, columns, renames = operation.args
        execute = operations.execute
        for old, new in renames or ():
            execute(f"ALTER TYPE {schema}.{name} RENAME VALUE '{old}' TO '{new}'")
        execute(f"ALTER TYPE {schema}.{name} RENAME TO {name}_old")
        labels = ", ".join("'" + value + "'" for value in values)
        execute(f"CREATE TYPE {schema}.{name} AS ENUM ({labels})")
        for one in columns:
            if one.default:
                execute(f"ALTER TABLE {one.table} ALTER COLUMN {one.column} DROP DEFAULT")
            execute(f"ALTER TABLE {one.table} ALTER COLUMN {one.column} TYPE {schema}.{name} "
                    f"USING {one.column}::text::{schema}.{name}")
            if one.default:
                execute(f"ALTER TABLE {one.table} ALTER COLUMN {one.column} "
                        f"SET DEFAULT {one.default}")
        execute(f"DROP TYPE {schema}.{name}_old")


class Server:
    """An empty database of a role that is no superuser, gone at the end."""

    def __init__(self, bindir):
        self.bindir = bindir or sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.account = None
        if os.geteuid() == 0:
            self.account = pwd.getpwnam("postgres")
        self.folder = tempfile.mkdtemp(prefix="alembic-chain-")
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "admin", "--auth=trust", "--encoding=UTF8",
                 "--locale=C.UTF-8", "--no-sync")
        arguments = ["postgres", "-D", self.data, "-k", self.folder]
        for setting in SETTINGS:
            arguments += ["-c", setting]
        self.process = subprocess.Popen(self.command(arguments), preexec_fn=self.become,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.prepare()

    def command(self, arguments):
        return [os.path.join(self.bindir, arguments[0])] + arguments[1:]

    def become(self):
        if self.account:
            os.setgroups([])
            os.setgid(self.account.pw_gid)
            os.setuid(self.account.pw_uid)

    def run(self, *arguments):
        subprocess.run(self.command(list(arguments)), preexec_fn=self.become, check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def prepare(self):
        import psycopg2
        for _ in range(500):
            try:
                connection = psycopg2.connect(host=self.folder, user="admin", dbname="postgres")
                break
            except psycopg2.OperationalError:
                time.sleep(0.02)
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("CREATE ROLE postgres LOGIN")
        cursor.execute("ALTER DATABASE postgres OWNER TO postgres")
        cursor.execute("ALTER SCHEMA public OWNER TO postgres")
        connection.close()

    def url(self):
        return f"postgresql+psycopg2://postgres@/postgres?host={self.folder}"

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def make_config(server, versions, folder):
    from alembic.config import Config
    from sqlalchemy import MetaData, create_engine, pool

    with open(os.path.join(folder, "env.py"), "w") as file:
        file.write(ENV_PY)
    config = Config()
    config.set_main_option("script_location", folder)
    config.set_main_option("version_locations", versions)
    config.set_main_option("version_path_separator", "os")
    engine = create_engine(server.url(), poolclass=pool.NullPool)

    def run(context):
        with engine.connect() as connection:
            context.configure(connection=connection, target_metadata=MetaData(),
                              transaction_per_migration=True)
            with context.begin_transaction():
                context.run_migrations()

    config.attributes["run"] = run
    return config


def first_line(error):
    return str(error).strip().split("\n")[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("versions")
    parser.add_argument("--bindir")
    parser.add_argument("--step", action="store_true")
    options = parser.parse_args()
    from alembic import command
    from alembic.script import ScriptDirectory
    add_enum_plugin()
    sys.meta_path.append(Finder(os.path.abspath(options.project)))

    server = Server(options.bindir)
    folder = tempfile.mkdtemp(prefix="alembic-env-")
    try:
        config = make_config(server, os.path.abspath(options.versions), folder)
        script = ScriptDirectory.from_config(config)
        order = [r.revision for r in reversed(list(script.walk_revisions("base", "heads")))]
        start = time.monotonic()
        done = 0
        for revision in order:
            try:
                command.upgrade(config, revision)
            except BaseException as error:
                print(f"{revision} upgrade: {type(error).__name__}: {first_line(error)}")
                break
            done += 1
            if not options.step:
                continue
            try:
                command.downgrade(config, "-1")
            except BaseException as error:
                print(f"{revision} downgrade: {type(error).__name__}: {first_line(error)}")
                continue
            try:
                command.upgrade(config, revision)
            except BaseException as error:
                print(f"{revision} second upgrade: {type(error).__name__}: {first_line(error)}")
                break
        spent = time.monotonic() - start
        print(f"upgraded {done} of {len(order)} revisions in {spent:.2f} s")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
