#!/usr/bin/python3
"""Holds what `migcheck heads`, `history` and `show` print against Alembic: history.py MIGCHECK

Compared byte for byte, on histories with branches, merges, labels, dependencies and odd docstrings.
The order of equals is not defined by Alembic, so that the lines of a history are compared as a set
where there are several branches; where there is one, in order.
"""

import contextlib
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
ORACLE = os.environ.get("MIGCHECK_ORACLE_PYTHONPATH",
                        str(SOURCE / "build/oracle/usr/lib/python3/dist-packages"))

LONG = '''"""Add a weight


to every parcel.
  Indented.\\tAnd a tab.

Revision ID: b2
"""
'''


def revision(identity, down=None, doc='"""Message"""\n', **more):
    text = f"{doc}revision = {identity!r}\ndown_revision = {down!r}\n"
    for name, value in more.items():
        text += f"{name} = {value!r}\n"
    return text


# Each: the files by name, and whether the order of `history` is defined.
HISTORIES = {
    "a line": ({"a": revision("a1"), "b": revision("b2", "a1", LONG),
                "c": revision("c3", ("b2",), "'''One line, no more'''\n")}, True),
    "docstrings": ({"a": revision("a1", doc=""), "b": revision("b2", "a1", '""""""\n'),
                    "c": revision("c3", "b2", "# comment\n\nr'''\\raw\n\n\nmore'''\n"),
                    "d": revision("d4", "c3", '"one " "and two"\n'),
                    "e": revision("e5", "d4", '"""müller\n日本\n"""\n'),
                    "f": revision("f6", "e5", '"""crlf\r\nsecond\r\n\r\nthird"""\r\n'),
                    "g": revision("g7", "f6", 'x = 1\n"""not a docstring"""\n'),
                    "h": revision("h8", "g7", 'f"""not {1} either"""\n')}, True),
    "a merge": ({"a": revision("a1"), "b": revision("b2", "a1"), "c": revision("c3", "a1"),
                 "d": revision("d4", ("b2", "c3"))}, False),
    "two heads": ({"a": revision("a1"), "b": revision("b2", "a1"), "c": revision("c3", "a1")},
                  False),
    "labels": ({"a": revision("a1", branch_labels="shop"), "b": revision("b2", "a1"),
                "c": revision("c1", branch_labels=["billing"]), "d": revision("d2", "c1")}, False),
    "dependencies": ({"a": revision("a1"), "b": revision("b2", "a1"),
                      "c": revision("c1", branch_labels=("other",)),
                      "d": revision("d2", "c1", depends_on="b2"),
                      "e": revision("e3", "d2", depends_on=["a1"])}, False),
    "dependency on a label": ({"a": revision("a1", branch_labels="shop"),
                               "b": revision("b1", depends_on="shop")}, False),
}


def migcheck(folder, *arguments):
    env = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
           "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    done = subprocess.run([str(MIGCHECK), *arguments], cwd=folder, env=env, check=False,
                          capture_output=True)
    if done.returncode:
        raise AssertionError(f"{arguments}: {(done.stdout + done.stderr).decode()}")
    return done.stdout.decode()


def alembic(folder, command, *arguments):
    """Alembic's own command, in this process: starting Python takes longer than the command."""
    from alembic import command as commands, config

    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    settings = config.Config(f"{folder}/alembic.ini", stdout=printed)
    options = {"verbose": True} if "-v" in arguments else {}
    values = [argument for argument in arguments if argument != "-v"]
    with contextlib.chdir(folder):
        getattr(commands, command)(settings, *values, **options)
    printed.flush()
    return printed.buffer.getvalue().decode()


def with_sorted_sets(text):
    """Alembic prints Python sets, whose order changes from one run to the next."""
    def in_order(match):
        return match.group(1) + ", ".join(sorted(match.group(2).split(", ")))

    return re.sub(r"(?m)^(Branches into: |Branch names: )(.*)$", in_order, text)


class History(unittest.TestCase):
    def both(self, folder, *arguments):
        return (with_sorted_sets(alembic(folder, *arguments)),
                with_sorted_sets(migcheck(folder, *arguments)))

    def check(self, folder, is_ordered, *arguments):
        theirs, ours = self.both(folder, *arguments)
        with self.subTest(" ".join(arguments)):
            if is_ordered:
                self.assertEqual(theirs, ours)
            else:
                self.assertEqual(sorted(theirs.split("\n")), sorted(ours.split("\n")))

    def test_histories_are_printed_as_alembic_prints_them(self):
        for name, (files, is_ordered) in HISTORIES.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                folder = os.path.realpath(folder)
                versions = pathlib.Path(folder, "db/versions")
                versions.mkdir(parents=True)
                pathlib.Path(folder, "alembic.ini").write_text("[alembic]\nscript_location = db\n")
                for file, text in files.items():
                    (versions / f"{file}.py").write_bytes(text.encode())
                for command in ("heads", "history"):
                    self.check(folder, is_ordered, command)
                    self.check(folder, is_ordered, command, "-v")
                for text in files.values():
                    scope = {}
                    exec(text, scope)  # our own text, above
                    self.check(folder, is_ordered, "show", scope["revision"])


if __name__ == "__main__":
    MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if pathlib.Path(ORACLE, "alembic").is_dir():  # else the system's own
        sys.path.insert(0, ORACLE)
    sys.dont_write_bytecode = True
    unittest.main()
