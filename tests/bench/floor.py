"""What a rehearsal cannot do without: a PostgreSQL of one's own, started, used by psql, stopped.

The settings are migcheck's (src/postgres/cluster.cpp), and so is the place: in memory. The server is
awaited without pg_ctl, which looks only ten times a second.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

MEMORY = pathlib.Path("/dev/shm")
SETTINGS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
            "wal_level=minimal", "max_wal_senders=0", "max_wal_size=1GB", "wal_recycle=off",
            "wal_init_zero=off", "checkpoint_timeout=1h", "autovacuum=off", "max_connections=10",
            "shared_buffers=64MB", "max_worker_processes=0", "max_parallel_workers_per_gather=0",
            "jit=off", "max_locks_per_transaction=512", "dynamic_shared_memory_type=mmap",
            "timezone=UTC", "log_timezone=UTC", "logging_collector=off", "ssl=off"]
ACCOUNT = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def bindir():
    found = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda path: int(path.parts[-3])).parent


def run(command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                   cwd="/", **ACCOUNT, **options)


class Floor:
    """A folder for data folders, and a server that runs on one of them."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-floor-", dir=MEMORY))
        if ACCOUNT:
            shutil.chown(self.folder, "postgres", "postgres")
        self.bindir = bindir()
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialise(self, name):
        run([self.bindir / "initdb", "-D", self.folder / name, "-U", "postgres", "--auth=trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1", "--no-sync"])

    def copy(self, name, to):
        run(["cp", "-a", self.folder / name, self.folder / to])

    def remove(self, name):
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def start(self, name):
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            self.server = subprocess.Popen(
                [self.bindir / "postgres", "-D", self.folder / name, *settings,
                 "-c", f"unix_socket_directories={self.folder}"],
                cwd="/", stdout=log, stderr=log, **ACCOUNT)
        ready = self.folder / name / "postmaster.pid"
        while not (ready.exists() and "ready" in ready.read_text()):
            if self.server.poll() is not None:
                raise SystemExit("error: " + (self.folder / "log").read_text())
            time.sleep(0.001)

    def stop(self):
        self.server.send_signal(signal.SIGINT)
        self.server.wait()

    def psql(self, sql):
        run(["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--host", self.folder,
             "--username", "postgres"], input=sql.encode())


def transaction(revision, direction):
    """The text of one run of a revision, as `migcheck sql --format json` has it."""
    statements = [one["sql"] for one in revision[direction]["statements"]]
    return ";\n".join(["BEGIN", *statements, "COMMIT"]) + ";\n"
