#!/usr/bin/python3
"""Tests of the runner itself: it must not pass what it has not compared."""

import contextlib
import io
import os
import pathlib
import sys
import tempfile
import unittest

os.environ.pop("MIGCHECK_UPDATE_GOLDENS", None)
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import run  # noqa: E402
from case import CaseError, read_case, write_case  # noqa: E402
from normalise import normalise  # noqa: E402


def problem_of(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "case.txt")
        path.write_text(text, encoding="utf-8")
        return run.run_case(path, pathlib.Path("/bin/echo"))


class Runner(unittest.TestCase):
    def test_equal_output_passes(self):
        self.assertEqual(problem_of("D\n== run\nmigcheck a\n== status\n0\n== stdout\na\n"), "")

    def test_every_difference_fails(self):
        for text in ("D\n== run\nmigcheck a\n== status\n0\n",
                     "D\n== run\nmigcheck a\n== status\n1\n== stdout\na\n",
                     "D\n== run\nmigcheck a\n== status\n0\n== stdout\na\nb\n",
                     "D\n== run\nmigcheck a >&2\n== status\n0\n== stdout\na\n",
                     "D\n== run\ntrue\n== status\n0\n== stderr\na\n",
                     "D\n== run\ntrue\n== status\n0\n== after a.txt\na\n",
                     "D\n== run\necho b >a.txt\n== status\n0\n== after a.txt\na\n"):
            with self.subTest(text):
                self.assertIn("--- expected", problem_of(text))

    def test_a_failing_set_up_fails(self):
        self.assertIn("set-up failed",
                      problem_of("D\n== setup\nfalse\n== run\ntrue\n== status\n0\n"))

    def test_malformed_cases_fail(self):
        for text, message in (
                ("D\n== run\ntrue\n", "no expectations"),
                ("D\n== file a\nb\n", "runs nothing"),
                ("== run\ntrue\n== status\n0\n", "no description"),
                ("D\n== status\n0\n", "does not follow a run"),
                ("D\n== skip\n== run\ntrue\n== status\n0\n", "unknown section"),
                ("D\n== run\ntrue\n== status\n0\n== status\n0\n", "twice"),
                ("D\n== run\ntrue\n== status\n0\n== stdout x\n", "a path is for")):
            with self.subTest(text):
                with self.assertRaisesRegex(CaseError, message):
                    read_case(text)
                self.assertRegex(problem_of(text), message)

    def test_no_cases_fail(self):
        with tempfile.TemporaryDirectory() as folder:
            sys.argv = ["run.py", "/bin/echo", folder]
            with self.assertRaises(SystemExit) as stopped, contextlib.redirect_stdout(io.StringIO()):
                run.main()
            self.assertNotEqual(stopped.exception.code, 0)

    def test_a_case_is_written_as_it_was_read(self):
        text = "D\n\n== file a b\nx\n\n== run\ntrue\n\n== status\n0\n\n== after a b\nx\n"
        self.assertEqual(write_case(*read_case(text)), text)

    def test_what_differs_between_runs_is_normalised(self):
        names = {"0123456789abcdef0123456789abcdef01234567": "<commit main>"}
        for text, expected in (
                ("in 12.5 ms", "in <n> ms"),
                ('"upgrade_ms": 3.25,', '"upgrade_ms": <n>,'),
                ("at 0123456", "at <commit main>"),
                ("revision 0123457", "revision 0123457"),
                ("/tmp/x/work/a.py", "<dir>/a.py"),
                ("PostgreSQL 15.18 (Debian 15.18-1)", "PostgreSQL <version>"),
                ("Create Date: 2024-01-02 03:04:05.678901", "Create Date: <date>")):
            with self.subTest(text):
                self.assertEqual(normalise(text, "/tmp/x/work", names), expected)


if __name__ == "__main__":
    unittest.main()
