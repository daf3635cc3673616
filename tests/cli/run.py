#!/usr/bin/python3
"""Runs the command-line cases: run.py MIGCHECK FOLDER…

Each case (a .txt file, see case.py) runs in a folder of its own, with a clean environment and
`migcheck` on PATH. MIGCHECK_UPDATE_GOLDENS=1 writes what was printed into the case instead of
comparing. There is no way to skip a case.
"""

import concurrent.futures
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from case import CaseError, Run, Section, read_case, write_case  # noqa: E402
from normalise import commit_names, normalise  # noqa: E402

TIMEOUT = 120
UPDATE = os.environ.get("MIGCHECK_UPDATE_GOLDENS") == "1"
SOURCE = pathlib.Path(__file__).resolve().parents[2]

# What setup and run may call beside git and migcheck.
PRELUDE = """
set -euo pipefail
repository() { git init -q -b main "${1:-.}"; }
commit() { git add -A && git commit -q --allow-empty -m "$1"; }
"""


def environment(folder, migcheck):
    """Nothing of the caller's environment, so that a case means the same everywhere."""
    oracle = SOURCE / "build/oracle/usr/lib/python3/dist-packages"
    return {
        "PATH": f"{folder}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": f"{folder}/home",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "MIGCHECK": str(migcheck),
        "ORACLE": os.environ.get("MIGCHECK_ORACLE_PYTHONPATH", str(oracle)),
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z",
    }


def bash(script, folder, env):
    return subprocess.run(["bash", "-c", PRELUDE + script], cwd=f"{folder}/work", env=env,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT,
                          check=False)


def write_file(section, folder):
    path = pathlib.Path(folder, "work", section.argument)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(section.body, encoding="utf-8")


def content_after(path, folder):
    """The content of `path`, in which * may stand for a part of a name."""
    found = sorted(pathlib.Path(folder, "work").glob(path))
    if not found:
        return "(absent)\n"
    if len(found) > 1:
        return "(several files match)\n"
    return found[0].read_text(encoding="utf-8", errors="replace")


def observe(run, folder, env):
    """Runs it and returns the expectations as they would be right now."""
    done = bash(run.section.body, folder, env)
    names = commit_names(f"{folder}/work")

    def tidy(text):
        text = normalise(text, f"{folder}/work", names)
        return text.rstrip("\n") + "\n" if text.strip("\n") else ""

    outputs = {
        "status": f"{done.returncode}\n",
        "stdout": tidy(done.stdout.decode("utf-8", "backslashreplace")),
        "stderr": tidy(done.stderr.decode("utf-8", "backslashreplace")),
    }
    afters = [Section("after", s.argument, tidy(content_after(s.argument, folder)))
              for s in run.expected if s.name == "after"]
    return [Section(name, "", body) for name, body in outputs.items()
            if body or name == "status"] + afters


def play(steps, folder, migcheck):
    """Plays the steps. Returns, for each run, what was observed."""
    env = environment(folder, migcheck)
    observed = []
    for step in steps:
        if isinstance(step, Run):
            observed.append(observe(step, folder, env))
        elif step.name == "file":
            write_file(step, folder)
        else:
            done = bash(step.body, folder, env)
            if done.returncode != 0:
                raise CaseError(f"the set-up failed: {done.stderr.decode(errors='replace')}")
    return observed


def difference(expected, observed):
    """A unified diff of two lists of sections; empty where they agree."""
    def lines(sections):
        order = {"status": 0, "stdout": 1, "stderr": 2, "after": 3}
        text = []
        for section in sorted(sections, key=lambda s: (order[s.name], s.argument)):
            if section.body:
                text += [f"== {section.name} {section.argument}".rstrip(),
                         *section.body.splitlines()]
        return text

    return "\n".join(difflib.unified_diff(lines(expected), lines(observed), "expected", "actual",
                                          lineterm="", n=8))


def run_case(path, migcheck):
    """Returns "" or what is wrong with the case."""
    folder = tempfile.mkdtemp(prefix="migcheck-cli-")
    try:
        os.chmod(folder, 0o755)  # a roundtrip's server runs as another user
        for name in ("bin", "home", "work"):
            os.mkdir(f"{folder}/{name}")
        os.symlink(migcheck, f"{folder}/bin/migcheck")
        description, steps = read_case(path.read_text(encoding="utf-8"))
        observed = play(steps, folder, migcheck)
        runs = [step for step in steps if isinstance(step, Run)]
        if UPDATE:
            for run, sections in zip(runs, observed):
                run.expected = sections
            path.write_text(write_case(description, steps), encoding="utf-8")
            return ""
        return "\n".join(filter(None, (difference(run.expected, sections)
                                       for run, sections in zip(runs, observed))))
    except (CaseError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
        return str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    migcheck = pathlib.Path(sys.argv[1]).resolve()
    folders = [pathlib.Path(folder) for folder in sys.argv[2:]]
    cases = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    strangers = [path for path in cases if path.suffix != ".txt"]
    if strangers or not cases or not os.access(migcheck, os.X_OK):
        sys.exit(f"no cases in {folders}, no binary at {migcheck}, or files that are not cases: "
                 f"{strangers}")
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        problems = list(pool.map(lambda path: run_case(path, migcheck), cases))
    for path, problem in zip(cases, problems):
        print(f"{'FAILED' if problem else 'ok'}  {path.relative_to(folders[0].parent)}")
        if problem:
            print("\n".join("    " + line for line in problem.splitlines()))
    failed = sum(map(bool, problems))
    print(f"{len(cases)} cases, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
