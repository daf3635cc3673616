#!/usr/bin/python3
"""Runs the hook of .pre-commit-hooks.yaml through the real pre-commit: run.py MIGCHECK

Everything is local: the hook's repository is made from the hook file alone, and the hook is of
language system, so that pre-commit installs nothing.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]

REVISION = '''"""{message}"""
from alembic import op
import sqlalchemy as sa

revision = "{id}"
down_revision = {parent}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''

GOOD = {"upgrade": 'op.create_table("parcels", sa.Column("id", sa.Integer(), primary_key=True))',
        "downgrade": 'op.drop_table("parcels")'}
BAD = {"upgrade": 'op.create_index("ix_parcels_weight", "parcels", ["weight"])',
       "downgrade": "pass"}


class Hook(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-hook-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "bin").mkdir()
        (self.folder / "bin/migcheck").symlink_to(MIGCHECK)
        self.hook = self.folder / "hook"
        self.project = self.folder / "project"
        for repository in (self.hook, self.project):
            repository.mkdir()
            self.git(repository, "init", "-q", "-b", "main")
        shutil.copy(SOURCE / ".pre-commit-hooks.yaml", self.hook)
        self.git(self.hook, "add", "-A")
        self.git(self.hook, "commit", "-q", "-m", "Hook")
        self.write("alembic.ini", "[alembic]\nscript_location = db\n")
        self.write_revision("a1", "None", **GOOD)
        self.write(".pre-commit-config.yaml", f"""repos:
- repo: {self.hook}
  rev: {self.git(self.hook, "rev-parse", "HEAD").stdout.strip()}
  hooks:
  - id: migcheck
""")
        self.git(self.project, "add", "-A")
        self.git(self.project, "commit", "-q", "-m", "First")
        self.run_tool(self.project, "pre-commit", "install")

    def run_tool(self, folder, *command, check=True):
        env = {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "HOME": str(self.folder),
               "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        for role in ("AUTHOR", "COMMITTER"):
            env.update({f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.com"})
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)
        if check and done.returncode:
            raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
        return done

    def git(self, folder, *arguments, check=True):
        return self.run_tool(folder, "git", "-c", "protocol.file.allow=always", *arguments,
                             check=check)

    def write(self, path, text):
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def write_revision(self, identity, parent, upgrade, downgrade):
        self.write(f"db/versions/{identity}.py",
                   REVISION.format(id=identity, message=identity.upper(), parent=parent,
                                   upgrade=upgrade, downgrade=downgrade))

    def commit(self):
        """Commits what is staged, through the hook. Returns (succeeded, what was printed)."""
        done = self.git(self.project, "commit", "-m", "Change", check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def stage(self, *paths):
        self.git(self.project, "add", *(paths or ["-A"]))

    def test_a_bad_revision_is_not_committed(self):
        self.write_revision("b2", "'a1'", **BAD)
        self.stage()
        committed, printed = self.commit()
        self.assertFalse(committed, printed)
        self.assertIn("migcheck", printed)
        self.assertIn("db/versions/b2.py:", printed)
        self.assertEqual(self.git(self.project, "log", "--format=%s").stdout, "First\n")

    def test_a_good_revision_is_committed(self):
        self.write_revision("b2", "'a1'", GOOD["upgrade"].replace("parcels", "couriers"),
                            GOOD["downgrade"].replace("parcels", "couriers"))
        self.stage()
        committed, printed = self.commit()
        self.assertTrue(committed, printed)
        self.assertIn("Passed", printed)

    def test_what_is_staged_counts_not_what_is_in_the_work_tree(self):
        self.write_revision("b2", "'a1'", **BAD)
        self.stage()
        self.write_revision("b2", "'a1'", GOOD["upgrade"].replace("parcels", "couriers"),
                            GOOD["downgrade"].replace("parcels", "couriers"))
        committed, printed = self.commit()
        self.assertFalse(committed, printed)

        self.stage()
        self.write_revision("b2", "'a1'", **BAD)
        committed, printed = self.commit()
        self.assertTrue(committed, printed)

    def test_a_commit_without_migrations_passes(self):
        self.write("app/models.py", "x = 1\n")
        self.stage()
        committed, printed = self.commit()
        self.assertTrue(committed, printed)
        self.assertIn("Passed", printed)

    def test_the_hook_is_valid(self):
        self.run_tool(self.hook, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")


if __name__ == "__main__":
    MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(MIGCHECK, os.X_OK):
        sys.exit(f"no binary at {MIGCHECK}")
    unittest.main()
