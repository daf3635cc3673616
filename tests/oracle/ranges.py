#!/usr/bin/python3
"""Holds the ranges of `migcheck sql` and the names of `migcheck show` against Alembic.

    ranges.py MIGCHECK [--all]

FROM:TO has to run what `alembic upgrade FROM:TO --sql` runs, or where that is nothing, what `alembic
downgrade FROM:TO --sql` does. The order of equals is not defined by Alembic, so that revisions are
compared as a set. Prints "N of M ranges equal".
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import oracle  # noqa: F401  puts Alembic on the path
from alembic.config import Config
from alembic.script import ScriptDirectory

# Each: id, down_revision, further variables.
HISTORIES = {
    "a line": [("a1fee", None, {}), ("a2bed", "a1fee", {}), ("b3", "a2bed", {}), ("c4dad", "b3", {})],
    "a fork": [("aaa1", None, {}), ("bbb2", "aaa1", {}),
               ("ccc3", "aaa1", {"branch_labels": "ship"}), ("ddd4", "ccc3", {}),
               ("eee5", "bbb2", {})],
    "a merge": [("aaa1", None, {}), ("bbb2", "aaa1", {}), ("ccc3", "aaa1", {}),
                ("ddd4", ("bbb2", "ccc3"), {}), ("eee5", "ddd4", {})],
    "two bases": [("aaa1", None, {"branch_labels": "shop"}), ("bbb2", "aaa1", {}),
                  ("ccc1", None, {"branch_labels": "bill"}), ("ddd2", "ccc1", {}),
                  ("eee3", "ddd2", {"depends_on": "bbb2"})],
}

# Every STEPth pair of names is compared; --all takes all of them.
STEP = 1 if "--all" in sys.argv else 3

# Where we answer although Alembic does not: it cannot count from a name that is not an id.
COUNTS_FROM_A_HEAD = re.compile(r"^(\w+@)?heads?:(\w+@)?-\d$")


def revision(identity, down, more):
    text = f'"""Step"""\nrevision = {identity!r}\ndown_revision = {down!r}\n'
    text += "".join(f"{name} = {value!r}\n" for name, value in more.items())
    return text + "\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"


def write_history(folder, revisions):
    versions = pathlib.Path(folder, "db/versions")
    versions.mkdir(parents=True)
    pathlib.Path(folder, "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/db\n")
    for identity, down, more in revisions:
        (versions / f"{identity}.py").write_text(revision(identity, down, more))


def names_of(revisions):
    ids = [identity for identity, _, _ in revisions]
    labels = [more["branch_labels"] for _, _, more in revisions if "branch_labels" in more]
    starts = ["", "base", ids[0], ids[2], ids[-1][:3], "heads"] + [f"{x}@head" for x in labels[-1:]]
    ends = ["head", "heads", "base", "+1", "+2", "-1", "-2", "a", "zz", "no@head", "base+1",
            f"{ids[2]}+1", f"{ids[2]}-1", f"{ids[1]}-9", "head-1", "heads-1"] + ids[1:]
    for label in labels:
        ends += [f"{label}{rest}" for rest in ("", "@head", "@heads", "@base", "@+1", "@-1",
                                               "@head-1", "@base+1", "+1", f"@{ids[-1]}")]
    return starts, ends


def migcheck(folder, *arguments):
    """The lines of its output, or None for an error."""
    done = subprocess.run([MIGCHECK, *arguments], cwd=folder, check=False, capture_output=True,
                          text=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 2):
        raise AssertionError(f"{arguments}: {done.returncode} {done.stderr}")
    return done.stdout.splitlines() if done.returncode == 0 else None


def ours(folder, start, end):
    """(direction, revisions), or None for an error."""
    lines = migcheck(folder, "sql", "--", f"{start}:{end}" if start else end)
    if lines is None:
        return None
    running = [line.split() for line in lines if line.startswith("-- Running ")]
    direction = running[0][2] if running else "upgrade"
    return direction, {(line.split(" -> ")[1] if direction == "upgrade" else line.split()[3])
                       for line in lines if line.startswith("-- Running ")}


def theirs(ask, end, start):
    try:
        return {step.revision.revision for step in ask(end, start)}
    except Exception:  # Alembic's own errors, assertions among them
        return None


def is_equal(script, folder, start, end):
    answer = ours(folder, start, end)
    above = None if start in ("", "base") else start
    up = theirs(script._upgrade_revs, end, above)
    down = theirs(script._downgrade_revs, end, above) if above else None
    if answer is None:
        return up is None and not down or "@" in end and up is None
    direction, revisions = answer
    if COUNTS_FROM_A_HEAD.match(f"{start}:{end}") and up is None and down is None:
        return direction == "downgrade" and revisions
    if end in ("-1", "-2") and start == "":
        return False
    if direction == "downgrade":
        return revisions == down and not up
    return revisions == (up or set()) and (revisions or not down)


def names_are_equal(script, folder, name):
    lines = migcheck(folder, "show", "--", name)
    try:
        expected = {r.revision for r in script.get_revisions(name)}
    except Exception:
        return lines is None or re.search(r"[+-]\d$", name)
    found = {line.split()[1] for line in lines or () if line.startswith("Rev: ")}
    return lines is not None and found == expected


def main():
    equal = total = 0
    for name, revisions in HISTORIES.items():
        with tempfile.TemporaryDirectory() as folder:
            write_history(folder, revisions)
            script = ScriptDirectory.from_config(Config(f"{folder}/alembic.ini"))
            starts, ends = names_of(revisions)
            pairs = [(start, end) for start in starts for end in ends]
            checks = [(is_equal, pair) for pair in pairs[::STEP]]
            checks += [(names_are_equal, (end,)) for end in ends]
            for check, names in checks:
                total += 1
                if check(script, folder, *names):
                    equal += 1
                else:
                    print(f"different: {name}: {check.__name__} {':'.join(names)}")
    print(f"{equal} of {total} ranges equal")
    return 0 if equal == total else 1


MIGCHECK = os.path.abspath(sys.argv[1])
sys.exit(main())
