"""A PostgreSQL of one's own, gone afterwards, and migcheck's predictions to hold against it."""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import psycopg2

NOBODY = 65534
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "listen_addresses": "",
    "max_locks_per_transaction": "256",
    "max_parallel_workers_per_gather": "0",
    "synchronous_commit": "off",
    "timezone": "America/New_York",
}


def arguments(description):
    """PROBE [--pg-bindir DIR] [--verbose]."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("probe", help="the program migcheck_facts_probe")
    parser.add_argument("--pg-bindir", type=pathlib.Path, help="where initdb and postgres are")
    parser.add_argument("--verbose", action="store_true", help="print what is unknown as well")
    parser.add_argument("--all", action="store_true", help="try everything, which takes minutes")
    options = parser.parse_args()
    options.pg_bindir = options.pg_bindir or newest_installed()
    return options


def newest_installed():
    found = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if not (sorted_by_major := sorted(found, key=lambda path: int(path.parts[-3]))):
        raise SystemExit("error: no PostgreSQL is installed; say --pg-bindir DIR")
    return sorted_by_major[-1].parent


class Server:
    """Runs as another account where this one is root, which PostgreSQL refuses. Keyword arguments
    are settings of its configuration, beside SETTINGS."""

    def __init__(self, bindir, **settings):
        self.bindir = pathlib.Path(bindir)
        self.settings = {**SETTINGS, **settings}
        version = subprocess.run([self.bindir / "postgres", "--version"], check=True,
                                 capture_output=True, text=True).stdout
        self.major = int(version.split()[2].split(".")[0])

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-oracle-"))
        self.account = {}
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            self.account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            self.initialise()
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialise(self):
        command = [self.bindir / "initdb", "-D", self.folder / "data", "-U", "postgres",
                   "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              cwd=self.folder, **self.account)
        if done.returncode != 0:
            raise SystemExit(f"error: initdb: {done.stderr}")

    def start(self):
        settings = [part for name, value in self.settings.items()
                    for part in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [self.bindir / "postgres", "-D", self.folder / "data", *settings,
                 "-c", f"unix_socket_directories={self.folder}"],
                cwd=self.folder, stdout=log, stderr=log, **self.account)
        for _ in range(300):
            with contextlib.suppress(psycopg2.OperationalError):
                self.connect().close()
                return
            time.sleep(0.1)
        self.process.kill()
        raise SystemExit("error: PostgreSQL does not start: " + (self.folder / "log").read_text())

    def connect(self, database="postgres"):
        connection = psycopg2.connect(host=str(self.folder), user="postgres", dbname=database)
        connection.autocommit = True
        return connection

    @contextlib.contextmanager
    def database(self, name, template):
        """A copy of `template` that is gone afterwards."""
        with contextlib.closing(self.connect("postgres")) as admin, admin.cursor() as cursor:
            file_copy = " strategy file_copy" if self.major >= 15 else ""
            cursor.execute(f"create database {name} template {template}{file_copy}")
            try:
                yield name
            finally:
                cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity "
                               "where datname = %s", (name,))
                for _ in range(100):
                    with contextlib.suppress(psycopg2.errors.ObjectInUse):
                        cursor.execute(f"drop database {name}")
                        break
                    time.sleep(0.05)


def predictions(probe, major, scripts, which="last"):
    """For each script, a list of statements as SQL or as a dictionary, the facts of the last one or
    of "all"."""
    lines = []
    for script in scripts:
        statements = [one if isinstance(one, dict) else {"sql": one} for one in script]
        lines.append(json.dumps({"print": which, "statements": statements}))
    done = subprocess.run([probe, str(major)], input="\n".join(lines) + "\n", text=True,
                          capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"error: {probe}: {done.stderr}")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if len(found) != len(lines):
        raise SystemExit(f"error: {probe} answers {len(found)} of {len(lines)} scripts")
    return found


class Score:
    """Counts what is equal, unknown and wrong, and says which."""

    def __init__(self, name, major, verbose):
        self.name, self.major, self.verbose = name, major, verbose
        self.equal = self.unknown = self.wrong = 0

    def note(self, what, predicted, seen):
        if predicted is None:
            self.unknown += 1
            if self.verbose:
                print(f"unknown: {what}: it is {seen}")
        elif predicted == seen:
            self.equal += 1
        else:
            self.wrong += 1
            print(f"wrong: {what}: predicted {predicted}, it is {seen}")

    def finish(self, least):
        """Prints the score; `least` is how many comparisons there must be."""
        total = self.equal + self.unknown + self.wrong
        print(f"{self.name} on PostgreSQL {self.major}: {self.equal} equal, "
              f"{self.unknown} unknown, {self.wrong} wrong")
        if total < least:
            print(f"error: only {total} comparisons, at least {least} are expected")
        return 1 if self.wrong or total < least else 0
