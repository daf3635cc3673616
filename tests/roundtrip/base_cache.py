#!/usr/bin/python3
"""Runs `migcheck roundtrip` over a base that is worth keeping: base_cache.py MIGCHECK"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

REVISION = '''"""{id}"""
from alembic import op

revision = "{id}"
down_revision = {parent}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''

MIGCHECK = pathlib.Path(sys.argv[1]).resolve()

# What takes long enough, leaves another time in each run, and what cannot be known.
BASE = {
    "one": ('op.execute("SELECT pg_sleep(0.5)")', "pass"),
    "two": ('op.execute("CREATE TABLE t AS SELECT clock_timestamp()::text AS made")', "pass"),
    "three": ('op.execute(open("/etc/hostname").read())', "pass"),
}
CHANGED = {
    "four": ('op.execute("ALTER TABLE t ADD n int")', 'op.execute("ALTER TABLE t DROP n")'),
    "five": ('op.execute("ALTER TABLE t ADD m int")', 'op.execute("SELECT 1")'),
    "six": ('op.execute("DO $$ BEGIN RAISE EXCEPTION \'made at %\', (SELECT made FROM t);"'
            '" END $$")', "pass"),
}


class Scene(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(self.assert_nothing_is_left)
        self.project, self.cache = self.folder / "project", self.folder / "cache"
        self.temporary = self.folder / "tmp"
        (self.project / "versions").mkdir(parents=True)
        self.temporary.mkdir()
        os.chmod(self.folder, 0o755)  # the server runs as another user
        os.chmod(self.temporary, 0o755)
        (self.project / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        self.parent = None
        self.write(BASE)
        self.git("init", "-q", "-b", "main")
        self.commit()
        self.git("checkout", "-q", "-b", "topic")
        self.write(CHANGED)
        self.commit()

    def write(self, revisions):
        for name, (upgrade, downgrade) in revisions.items():
            (self.project / "versions" / f"{name}.py").write_text(REVISION.format(
                id=name, parent=repr(self.parent), upgrade=upgrade, downgrade=downgrade))
            self.parent = name

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
                       cwd=self.project, check=True)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "next")

    def start(self, **environment):
        return subprocess.Popen(
            [MIGCHECK, "roundtrip"], cwd=self.project, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "XDG_CACHE_HOME": str(self.cache), "TMPDIR": str(self.temporary),
                 **environment})

    @staticmethod
    def said_by(process):
        """All that it says, without the times."""
        out, error = process.communicate(timeout=120)
        return process.returncode, re.sub(r" +[\d.]+ ms", " N ms", out), error

    def said(self, **environment):
        return self.said_by(self.start(**environment))

    def entries(self):
        return {path: path.stat().st_ino for path in (self.cache / "migcheck").iterdir()}

    def assert_nothing_is_left(self):
        for _ in range(100):
            runs = [path for path in self.temporary.glob("*/*")]
            if not runs:
                return
            time.sleep(0.1)
        self.fail(f"left over: {runs}")


class BaseCache(Scene):
    def test_second_run_says_the_same_from_the_cache(self):
        status, out, error = first = self.said()
        self.assertEqual(status, 1)
        self.assertRegex(out, r"passed\s+four")
        self.assertIn("column public.t.m is left behind", out)
        self.assertIn("made at 2", out)
        self.assertIn("1 statement before it could not be rehearsed", out)
        kept = self.entries()
        self.assertEqual(len(kept), 2)  # the fresh cluster, and the base's
        self.assertEqual(self.said(), first)  # with the time that the first run has left
        self.assertEqual(self.entries(), kept)

    def test_without_a_cache_the_base_is_run_again(self):
        first = self.said(MIGCHECK_CACHE_SIZE="0")
        self.assertFalse((self.cache / "migcheck").exists())
        second = self.said(MIGCHECK_CACHE_SIZE="0")
        self.assertNotEqual(first, second)  # another time
        self.assertEqual(re.sub(r"made at [^\n]*", "", first[1]),
                         re.sub(r"made at [^\n]*", "", second[1]))

    def test_a_changed_base_is_run_again(self):
        first = self.said()
        two = self.project / "versions/two.py"
        two.write_text(two.read_text().replace("AS made", "AS made, 1 AS more"))
        self.git("stash", "-q")
        self.git("checkout", "-q", "main")
        self.git("stash", "pop", "-q")
        self.commit()
        self.git("checkout", "-q", "topic")
        self.git("rebase", "-q", "main")
        second = self.said()
        self.assertNotEqual(first, second)
        self.assertEqual(len(self.entries()), 3)

    def test_a_damaged_entry_is_made_anew(self):
        first = self.said()
        for entry in self.entries():
            os.truncate(entry, entry.stat().st_size // 2)
        second = self.said()
        self.assertEqual(second[0], 1)
        self.assertNotEqual(first, second)
        self.assertEqual(self.said(), second)

    def test_killed_while_it_keeps_the_base(self):
        for wait in (0.7, 1.0, 1.3, 1.6, 2.0):
            process = self.start()
            time.sleep(wait)
            process.kill()
            process.communicate()
        said = self.said()
        self.assertEqual(said[0], 1)
        self.assertEqual(self.said(), said)
        for entry in self.entries():
            self.assertTrue(entry.name.startswith("cluster-"), entry)

    def test_eight_at_once(self):
        processes = [self.start() for _ in range(8)]
        for status, out, _ in [self.said_by(process) for process in processes]:
            self.assertEqual(status, 1)
            self.assertIn("made at 2", out)
        self.assertEqual(len(self.entries()), 2)
        self.assertEqual(self.said(), self.said())

    def test_a_wrong_size_is_said(self):
        status, _, error = self.said(MIGCHECK_CACHE_SIZE="2 GB")
        self.assertEqual(status, 2)
        self.assertIn("MIGCHECK_CACHE_SIZE is `2 GB`", error)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
