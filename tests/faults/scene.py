"""A project with migrations, in which migcheck runs with folders of its own, so that everything
that it leaves behind can be seen: processes, files, shared memory."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import psycopg2

NOBODY = 65534
MIGCHECK = None  # the program
PATIENCE = 60  # seconds; for a machine that has much else to do

REVISION = '''"""{id}"""
from alembic import op

revision = "{id}"
down_revision = {parent}


def upgrade():
{upgrade}


def downgrade():
{downgrade}
'''


def body(statements):
    lines = [f"    op.execute({statement!r})" for statement in statements]
    return "\n".join(lines) or "    pass"


def comes_true(condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return False


class Process:
    """One of /proc, as it was when it was looked at."""

    def __init__(self, pid):
        self.pid = pid
        folder = pathlib.Path("/proc") / str(pid)
        self.command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        self.folder = os.readlink(folder / "cwd")
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        self.state, self.parent = fields[0], int(fields[1])

    @staticmethod
    def all():
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    yield Process(int(entry))
                except (OSError, IndexError):
                    pass  # it has ended, or is another account's

    def kill(self, number):
        os.kill(self.pid, number)


def segments():
    """The shared memory segments of this machine, as {id: process that made it}."""
    lines = pathlib.Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return {int(line.split()[1]): int(line.split()[4]) for line in lines}


def heed_signals():
    """A shell starts what runs in its background deaf to some, and children stay so."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Scene:
    def __init__(self, account=None):
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.account = account  # to run migcheck as; None: as this process
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="mcf-", dir=memory))
        self.root.chmod(0o755)
        self.temporary, self.cache = self.root / "t", self.root / "c"
        self.project = self.root / "p"
        for folder in (self.temporary, self.cache, self.project / "db/versions"):
            folder.mkdir(parents=True)
            if account:
                os.chown(folder, account, account)
        self.revisions = []
        self.seen = set()  # processes of PostgreSQL
        self.write("alembic.ini", "[alembic]\nscript_location = db\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes():
            process.kill(signal.SIGCONT)
            process.kill(signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)

    def write(self, name, text):
        (self.project / name).write_text(text, encoding="utf-8")

    def configure(self, *settings):
        self.write("migcheck.toml", "\n".join(("[roundtrip]", *settings)) + "\n")

    def revision(self, upgrade=(), downgrade=()):
        """Adds one whose statements are these."""
        parent = repr(self.revisions[-1]) if self.revisions else "None"
        identity = f"r{len(self.revisions) + 1}"
        self.revisions.append(identity)
        self.write(f"db/versions/{identity}.py",
                   REVISION.format(id=identity, parent=parent, upgrade=body(upgrade),
                                   downgrade=body(downgrade)))
        return identity

    def forget(self):
        """Begins a new history."""
        for revision in self.revisions:
            (self.project / f"db/versions/{revision}.py").unlink()
        self.revisions.clear()

    def start(self, *arguments, environment=None, command="roundtrip"):
        env = {"PATH": "/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8",
               "TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(self.cache),
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), **(environment or {})}
        selected = arguments or ("--all",)
        account = {"user": self.account, "group": self.account, "extra_groups": []}
        return subprocess.Popen(
            [MIGCHECK, command, "-C", self.project, *selected], cwd="/", env=env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=heed_signals, **(account if self.account else {}))

    def run(self, *arguments, **options):
        """Returns the exit status and what was printed."""
        return self.finish(self.start(*arguments, **options))

    @staticmethod
    def finish(run):
        out, error = run.communicate(timeout=PATIENCE)
        return run.returncode, out + error

    def processes(self):
        """All that belongs to this scene and runs."""
        root = str(self.root)
        found = [process for process in Process.all() if process.state != "Z"
                 and (root in process.command or process.folder.startswith(root))]
        self.seen.update(process.pid for process in found)
        return found

    def find(self, pattern, parent=None):
        """The process whose command line matches, or None."""
        for process in self.processes():
            if re.search(pattern, process.command) and parent in (None, process.parent):
                return process
        return None

    def server(self):
        return self.find(r"postgres -D \S+/server/data -c")

    def guardian(self):
        server = self.server()
        return Process(server.parent) if server else None

    def backend(self):
        """The one that runs a migration."""
        return self.find(r"^postgres: postgres ")

    def folder(self):
        """The run folder, or None."""
        return next(self.temporary.glob("migcheck-*/run-*"), None)

    def active(self):
        """The statements that sessions are running just now; none: there is no server yet."""
        folder = self.folder()
        if not folder:
            return []
        try:
            admin = psycopg2.connect(host=str(folder / "server"), user="migcheck_admin",
                                     dbname="postgres")
        except psycopg2.OperationalError:
            return []
        try:
            admin.autocommit = True
            with admin.cursor() as cursor:
                cursor.execute("select datname || ': ' || query from pg_stat_activity "
                               "where usename = 'postgres' and state = 'active'")
                return [row[0] for row in cursor]
        finally:
            admin.close()

    def left_after(self, seconds=10):
        """What is still there after a while, as texts."""
        comes_true(lambda: not self.left(), seconds)
        return self.left()

    def left(self):
        """What is there just now."""
        found = [f"{process.pid} {process.command}" for process in self.processes()]
        found += [str(path) for path in self.temporary.glob("*/*")]
        found += [str(path) for path in self.cache.glob("migcheck/unfinished*")]
        found += [f"segment {number}" for number, creator in segments().items()
                  if creator in self.seen]
        return found
