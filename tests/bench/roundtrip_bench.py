#!/usr/bin/env python3
"""Times `migcheck roundtrip` beside what cannot be done without, and beside Alembic.

    roundtrip_bench.py [VERSIONS_DIR]     (scripts/bench runs it)

warm    one changed revision on top of 549, whose state is in the cache. The floor: to copy that
        cluster, start it, run the same statements with psql (up, down, up), stop it.
cold    the same with an empty cache. The floor: initdb, then what a warm run needs; and beside it
        the floor that has run the base's statements with psql, too.
--all   a history of 110 revisions, or that of VERSIONS_DIR, beside Alembic, which takes the same
        steps in one process on the same server settings.

Ours and the floor run in turn, A B A B …, and the median of the ratios counts.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from floor import Floor, transaction
from made_up_history import write_history, write_revision

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIGCHECK = ROOT / "build/release/migcheck"
STEP_ALEMBIC = ROOT / "tests/bench/step_alembic.py"
RUNS = 7


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name, pairs, bar):
    ours, floor = (statistics.median(column) for column in zip(*pairs))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name:32} {ours * 1000:8.0f} ms {floor * 1000:8.0f} ms   ratio {ratio:.2f}   bar: {bar}",
          flush=True)


class Project:
    """A repository of 549 revisions, with one more on the branch that is checked out."""

    def __init__(self, folder, below=549):
        self.folder = folder
        write_history(folder, below)
        self.git("init", "-q", "-b", "main")
        self.commit("the base")
        self.git("checkout", "-q", "-b", "topic")
        write_revision(folder, below)
        self.commit("one more")

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org",
                        *arguments], cwd=self.folder, check=True)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)

    def statements(self):
        done = subprocess.run([MIGCHECK, "sql", "--format", "json"], cwd=self.folder, check=True,
                              capture_output=True)
        return json.loads(done.stdout)["revisions"]


def roundtrip(folder, cache, *arguments):
    done = subprocess.run([MIGCHECK, "roundtrip", *arguments, "--format", "json"], cwd=folder,
                          env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True,
                          check=False)
    if done.returncode == 2:
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)["roundtrip"]["revisions"]


class OneMore:
    def __init__(self, project, floor):
        self.project, self.floor = project, floor
        *base, changed = project.statements()
        self.base = "".join(transaction(revision, "upgrade") for revision in base)
        self.changed = "".join(
            transaction(changed, way) for way in ("upgrade", "downgrade", "upgrade"))

    def ours(self, cache):
        verdicts = roundtrip(self.project.folder, cache)
        assert [one["status"] for one in verdicts] == ["passed"], verdicts

    def make_base(self):
        self.floor.initialise("base")
        self.floor.start("base")
        self.floor.psql(self.base)
        self.floor.stop()

    def floor_of_warm(self):
        self.floor.copy("base", "copy")
        self.floor.start("copy")
        self.floor.psql(self.changed)
        self.floor.stop()

    def measure_warm(self):
        with tempfile.TemporaryDirectory() as cache:
            self.ours(cache), self.make_base()
            pairs = []
            for _ in range(RUNS):
                pairs.append((seconds(lambda: self.ours(cache)), seconds(self.floor_of_warm)))
                self.floor.remove("copy")
        report("one revision on 549, warm", pairs, "2")

    def measure_cold(self):
        without_base, with_base = [], []
        for _ in range(3):
            with tempfile.TemporaryDirectory() as cache:
                ours = seconds(lambda: self.ours(cache))
            self.floor.remove("base")
            base = seconds(self.make_base)
            warm = seconds(self.floor_of_warm)
            self.floor.remove("copy")
            initdb = seconds(lambda: self.floor.initialise("copy"))
            self.floor.remove("copy")
            without_base.append((ours, initdb + warm))
            with_base.append((ours, base + warm))
        report("cold", without_base, "2")
        report("cold, floor with the base", with_base, "-")


def alembic(host, location, *arguments):
    done = subprocess.run([sys.executable, STEP_ALEMBIC, host, location, *arguments], check=True,
                          capture_output=True)
    return float(done.stdout.split()[0])


def measure_all(location, floor):
    floor.initialise("alembic")
    with tempfile.TemporaryDirectory() as cache:
        def ours():
            roundtrip(location, cache, "--all", "--migrations", "versions")

        ours()  # initialises the cluster
        for name, *arguments in ("alembic's commands",), ("alembic's steps", "plain"):
            pairs = []
            for _ in range(3):
                floor.copy("alembic", "copy")
                floor.start("copy")
                pairs.append((seconds(ours), alembic(floor.folder, location, *arguments)))
                floor.stop()
                floor.remove("copy")
            report(f"--all, {name}", pairs, "0.2")


def main(versions=None):
    with tempfile.TemporaryDirectory() as name, Floor() as floor:
        print("roundtrip                        migcheck       floor")
        project = Project(pathlib.Path(name))
        one_more = OneMore(project, floor)
        one_more.measure_warm()
        one_more.measure_cold()
    with tempfile.TemporaryDirectory() as name, Floor() as floor:
        folder = pathlib.Path(versions).parent if versions else pathlib.Path(name)
        if not versions:
            write_history(folder, 110)
        measure_all(folder, floor)


main(*sys.argv[1:])
