#!/usr/bin/python3
"""Times what the pre-commit hooks run, for a commit that touches one revision of 550 in a repository
with an application around them: hook_bench.py MIGCHECK [REVISIONS]

Processor time and elapsed time, the best of many runs: the machine may be shared. `alembic heads`,
which looks at the graph alone, stands beside them for the ratio.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from made_up_history import write_history, write_revision  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORACLE = os.environ.get(
    "MIGCHECK_ORACLE_PYTHONPATH", str(ROOT / "build/oracle/usr/lib/python3/dist-packages"))
RUNS = 40
BAR = 150
MODULES = 500  # of the application: what is no migration must cost next to nothing


def run(command, folder):
    """(processor time, elapsed time) in milliseconds. A hook that fails was not measured."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "PYTHONPATH": ORACLE})
    elapsed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used * 1000, elapsed * 1000


def best(command, folder, runs=RUNS):
    return tuple(map(min, zip(*(run(command, folder) for _ in range(runs)))))


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


def write_project(folder, count):
    write_history(folder, count)
    (folder / "app").mkdir()
    for number in range(MODULES):
        (folder / "app" / f"module_{number}.py").write_text(f"def work_{number}():\n    pass\n" * 50)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Everything")
    write_revision(folder, count)
    git(folder, "add", "-A")


def main():
    migcheck = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 550
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_project(folder, count)
        reference = best(["/usr/bin/python3", "-m", "alembic", "heads"], folder, RUNS // 4)
        print(f"hooks, {count} revisions, one staged     processor    elapsed   of alembic heads")
        print(f"{'alembic heads':36} {reference[0]:9.1f} ms {reference[1]:7.1f} ms")
        for objects in ("loose", "packed"):
            if objects == "packed":
                git(folder, "gc", "-q")
            for command in ("check --staged", "heads --single --staged"):
                used, elapsed = best([migcheck, *command.split()], folder)
                print(f"{command + ', ' + objects:36} {used:9.1f} ms {elapsed:7.1f} ms"
                      f"   ratio {used / reference[0]:.3f}")
        print(f"{'':36} bar: {BAR} ms")


main()
