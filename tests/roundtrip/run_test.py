#!/usr/bin/python3
"""Tests of the runner itself: which verdicts it takes for wrong, which entries it refuses."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from history import HistoryError, read_histories, revision_file  # noqa: E402
from run import problems_of, read_all  # noqa: E402

ENTRY = """
base = "CREATE TABLE t (a int);"
[index-left]
upgrade = "CREATE INDEX i ON t (a);"
downgrade = "SELECT 1;"
finds.schema-not-restored = "index public.i is left behind"
healthy.downgrade = "DROP INDEX i;"
"""
LEFT = ("roundtrip-schema-not-restored", "not as before: index public.i is left behind")


def histories_of(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "area.toml")
        path.write_text(text, encoding="utf-8")
        return read_histories(path)


def report(status, *findings, values_changed=()):
    return {"findings": [{"policy": policy, "severity": "error", "message": message}
                         for policy, message in findings],
            "roundtrip": {"revisions": [
                {"revision": "change", "status": status, "values_changed": values_changed}]}}


class Verdicts(unittest.TestCase):
    def setUp(self):
        self.faulty, self.healthy = histories_of(ENTRY)

    def test_as_expected(self):
        self.assertEqual(problems_of(self.faulty, report("failed", LEFT)), [])
        self.assertEqual(problems_of(self.healthy, report("passed")), [])

    def test_wrong(self):
        other = ("roundtrip-schema-not-restored", "index public.j is left behind")
        lost = ("roundtrip-rows-lost", "public.t")
        for history, verdict, words in [
                (self.faulty, report("passed"), ["does not find schema-not-restored", "status"]),
                (self.faulty, report("failed", other), ["does not say: index public.i"]),
                (self.faulty, report("failed", LEFT, lost), ["finds rows-lost"]),
                (self.healthy, report("passed", values_changed=["public.t.a: 2"]),
                 ["finds values-changed"]),
                (self.faulty, "exit status 2: no PostgreSQL", ["no PostgreSQL"]),
                (self.healthy, report("failed", LEFT), ["finds schema-not-restored", "status"])]:
            problems = "\n".join(problems_of(history, verdict))
            for word in words:
                self.assertIn(word, problems)

    def test_one_of_several(self):
        text = ENTRY.replace("finds.schema", 'may = ["rows-left"]\nfinds."rows-lost|schema')
        faulty, healthy = histories_of(text.replace("restored =", 'restored" ='))
        left = ("roundtrip-rows-left", "x")
        self.assertEqual(problems_of(faulty, report("failed", LEFT, left)), [])
        self.assertEqual(problems_of(healthy, report("passed", left)), ["finds rows-left"])


class Entries(unittest.TestCase):
    def test_refused(self):
        for text in [ENTRY.replace("downgrade =", "down ="), ENTRY.replace("finds", "fnds"),
                     ENTRY.replace("healthy.downgrade", "healthy.finds.rows-left"),
                     ENTRY.replace("healthy.downgrade", "healthy.dwngrade")]:
            with self.assertRaises(HistoryError, msg=text):
                histories_of(text)

    def test_all_are_python(self):
        histories = read_all()
        self.assertGreaterEqual(len(histories), 2 * 60)
        self.assertEqual(len({one.name for one in histories}), len(histories))
        for history in histories:
            for revision in history.revisions:
                compile(revision_file(revision), history.name, "exec")


if __name__ == "__main__":
    unittest.main()
