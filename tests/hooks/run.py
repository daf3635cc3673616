#!/usr/bin/python3
"""Runs the hooks of .pre-commit-hooks.yaml through the real pre-commit: run.py MIGCHECK

Everything is local: the hooks' repository is made from the hook file alone, and they are of
language system, so that pre-commit installs nothing.
"""

import os
import pathlib
import re
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


class Hooks(unittest.TestCase):
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
    stages: [commit]
  - id: migcheck-heads
    stages: [commit]
  - id: migcheck-push
    stages: [push]
""")
        self.git(self.project, "add", "-A")
        self.git(self.project, "commit", "-q", "-m", "First")
        self.run_tool(self.project, "pre-commit", "install", "-t", "pre-commit", "-t", "pre-push")

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
        done = self.git(self.project, "commit", "-q", "-m", "Change", check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def stage(self, *paths):
        self.git(self.project, "add", *(paths or ["-A"]))

    def write_good(self, identity, parent, table="couriers"):
        self.write_revision(identity, parent, GOOD["upgrade"].replace("parcels", table),
                            GOOD["downgrade"].replace("parcels", table))


class Staged(Hooks):
    def test_a_bad_revision_is_not_committed(self):
        self.write_revision("b2", "'a1'", **BAD)
        self.stage()
        committed, printed = self.commit()
        self.assertFalse(committed, printed)
        self.assertIn("migcheck", printed)
        self.assertIn("db/versions/b2.py:", printed)
        self.assertEqual(self.git(self.project, "log", "--format=%s").stdout, "First\n")

    def test_a_good_revision_is_committed(self):
        self.write_good("b2", "'a1'")
        self.stage()
        committed, printed = self.commit()
        self.assertTrue(committed, printed)
        self.assertIn("Passed", printed)

    def test_what_is_staged_counts_not_what_is_in_the_work_tree(self):
        self.write_revision("b2", "'a1'", **BAD)
        self.stage()
        self.write_good("b2", "'a1'")
        committed, printed = self.commit()
        self.assertFalse(committed, printed)

        self.stage()
        self.write_revision("b2", "'a1'", **BAD)
        committed, printed = self.commit()
        self.assertTrue(committed, printed)

    def test_what_is_not_staged_at_all_is_left_in_peace(self):
        self.write_good("b2", "'a1'")
        self.stage()
        self.write_revision("c3", "'b2'", **BAD)
        committed, printed = self.commit()
        self.assertTrue(committed, printed)

    def test_a_commit_without_migrations_passes(self):
        self.write("app/models.py", "x = 1\n")
        self.stage()
        committed, printed = self.commit()
        self.assertTrue(committed, printed)
        self.assertIn("Passed", printed)

    def test_the_hooks_are_valid(self):
        self.run_tool(self.hook, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")


class Heads(Hooks):
    def test_a_second_head_is_not_committed(self):
        self.write_good("b2", "'a1'")
        self.stage()
        self.assertTrue(self.commit()[0])
        self.write_good("c3", "'a1'", "depots")
        self.stage()
        committed, printed = self.commit()
        self.assertFalse(committed)
        self.assertRegex(printed, r"(?s)migcheck heads\.+Failed\n.*exit code: 1\n.*"
                         "error: alembic.ini has 2 heads instead of one: b2, c3\n"
                         "hint: run `migcheck merge-heads`")

    def test_an_untracked_second_head_does_not_count(self):
        self.write_good("b2", "'a1'")
        self.stage()
        self.write_good("c3", "'a1'", "depots")
        committed, printed = self.commit()
        self.assertTrue(committed, printed)
        self.assertRegex(printed, r"migcheck heads\.+Passed")


class Push(Hooks):
    """Commits that went past the hook, and are held when they are pushed."""

    def setUp(self):
        super().setUp()
        self.remote = self.folder / "remote"
        self.git(self.folder, "init", "-q", "--bare", str(self.remote))
        self.git(self.project, "remote", "add", "origin", str(self.remote))
        self.git(self.project, "push", "-q", "--no-verify", "origin", "main")
        self.git(self.project, "switch", "-q", "-c", "topic")

    def commit_unchecked(self, message):
        self.stage()
        self.git(self.project, "commit", "-q", "--no-verify", "-m", message)

    def push(self, *options):
        done = self.git(self.project, "push", *options, "origin", "HEAD", check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def commit_faults(self):
        """A bad revision, and on top of it a commit that has nothing to do with it."""
        self.write_revision("b2", "'a1'", **BAD)
        self.commit_unchecked("A bad revision")
        self.write("app/models.py", "x = 1\n")
        self.commit_unchecked("Something else")

    def check_refused(self):
        pushed, printed = self.push()
        self.assertFalse(pushed, printed)
        self.assertRegex(printed, r"migcheck push\.+Failed")
        self.assertIn("db/versions/b2.py:", printed)

    def test_all_commits_of_a_new_branch_are_checked(self):
        self.commit_faults()
        self.check_refused()

    def test_all_commits_since_the_last_push_are_checked(self):
        self.write_good("b1", "'a1'")
        self.commit_unchecked("A good revision")
        pushed, printed = self.push()
        self.assertTrue(pushed, printed)
        self.assertRegex(printed, r"migcheck push\.+Passed")
        self.write_revision("b2", "'b1'", **BAD)
        self.commit_unchecked("A bad revision")
        self.write("app/models.py", "x = 1\n")
        self.commit_unchecked("Something else")
        self.check_refused()

    def test_what_a_forced_push_throws_away_is_no_second_head(self):
        self.write_good("b1", "'a1'")
        self.commit_unchecked("A revision")
        self.assertTrue(self.push()[0])
        self.git(self.project, "reset", "-q", "--hard", "main")
        self.write_good("b3", "'a1'")
        self.commit_unchecked("A revision, written anew")
        pushed, printed = self.push("--force")
        self.assertTrue(pushed, printed)
        self.assertRegex(printed, r"migcheck push\.+Passed")

    def test_everything_of_a_first_push_is_checked(self):
        self.git(self.project, "remote", "set-url", "origin", str(self.folder / "another"))
        self.git(self.folder, "init", "-q", "--bare", "another")
        self.git(self.project, "update-ref", "-d", "refs/remotes/origin/main")
        self.commit_faults()
        self.check_refused()


class Readme(Hooks):
    def test_its_snippet_holds_a_bad_revision(self):
        snippet = re.search(r"(?ms)^```yaml\n(repos:.*?)^```", (SOURCE / "README.md").read_text())
        head = self.git(self.hook, "rev-parse", "HEAD").stdout.strip()
        text = re.sub(r"https://github.com/migcheck/migcheck", str(self.hook), snippet.group(1))
        self.write(".pre-commit-config.yaml", re.sub(r"rev: \S+", f"rev: {head}", text))
        self.write_revision("b2", "'a1'", **BAD)
        self.stage()
        committed, printed = self.commit()
        self.assertFalse(committed, printed)
        self.assertIn("db/versions/b2.py:", printed)


class TryRepo(Hooks):
    """`pre-commit try-repo`, as somebody does who wants to know what the hooks are like."""

    def try_repo(self, hook):
        return self.run_tool(self.project, "pre-commit", "try-repo", str(self.hook), hook,
                             "--verbose", check=False)

    def test_every_hook_passes_what_is_good_and_fails_what_is_bad(self):
        self.write_good("b2", "'a1'")
        self.stage()
        for hook in ("migcheck", "migcheck-heads", "migcheck-push"):
            with self.subTest(hook):
                done = self.try_repo(hook)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("Passed", done.stdout)
        self.write_revision("c3", "'a1'", **BAD)
        self.stage()
        for hook, said in (("migcheck", "error["), ("migcheck-heads", "2 heads instead of one")):
            with self.subTest(hook):
                done = self.try_repo(hook)
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertIn(said, done.stdout)


if __name__ == "__main__":
    MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(MIGCHECK, os.X_OK):
        sys.exit(f"no binary at {MIGCHECK}")
    unittest.main()
