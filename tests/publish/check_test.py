"""`check --publish` in a real repository."""

import json
import subprocess

from scene import NEW_FILE, PULL, DeliveryTest


class Check(DeliveryTest):
    REVISION = ("from alembic import op\nimport sqlalchemy as sa\n\nrevision = '{id}'\n"
                "down_revision = {parent}\n\n\ndef upgrade():\n    {up}\n\n\ndef downgrade():\n"
                "    {down}\n")

    def git(self, *arguments):
        env = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        for role in ("AUTHOR", "COMMITTER"):
            env.update({f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.com"})
        done = subprocess.run(["git", *arguments], cwd=self.project, env=env, check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, files):
        for path, text in files.items():
            target = self.project / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "c")
        return self.git("rev-parse", "HEAD")

    def setUp(self):
        super().setUp()
        self.project = self.folder / "project"
        self.project.mkdir()
        self.git("init", "-q", "-b", "main")
        self.base = self.commit({
            "alembic.ini": "[alembic]\nscript_location = db\n",
            "db/versions/a1.py": self.REVISION.format(
                id="a1", parent=None, up="op.create_table('t', sa.Column('a', sa.Text()))",
                down="op.drop_table('t')")})
        self.git("switch", "-q", "-c", "topic")
        self.head = self.commit({NEW_FILE: self.REVISION.format(
            id="b2", parent="'a1'", up="op.create_index('ix', 't', ['a'])", down="pass")})
        self.git("switch", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
        self.github.reset(heads=[self.head])

    def check(self, *options, **more):
        event = {"number": PULL, "pull_request": {
            "number": PULL, "base": {"sha": self.base, "ref": "main",
                                     "repo": {"full_name": "octo/depot"}},
            "head": {"sha": self.head, "ref": "topic", "repo": {"full_name": "octo/depot"}}}}
        return self.run_migcheck("check", *options, folder=self.project, event=event, **more)

    def test_the_findings_of_a_check_are_delivered(self):
        plain = self.check("--format", "json")
        expected = json.loads(plain.stdout)["findings"]
        self.assertGreaterEqual(len(expected), 2)
        self.assertEqual((plain.status, self.github.state()["requests"]), (1, []))
        result = self.check("--publish")
        self.assertEqual(result.status, 1, result.stderr)
        state = self.github.state()
        self.assertEqual(state["violations"], [])
        run, = state["checkRuns"]
        self.assertEqual((run["head_sha"], run["conclusion"]), (self.head, "failure"))
        self.assertEqual([(a["path"], a["start_line"]) for a in run["annotations"]],
                         [(f["path"], f["start_line"]) for f in
                          sorted(expected, key=lambda f: f["severity"])])
        self.assertEqual(len(state["issueComments"]), 1)

    def test_delivery_does_not_change_the_exit_status(self):
        self.github.reset(heads=[self.head], faults=[{"from": 1, "kind": "500"}])
        for options, status in (([], 1), (["--fail-on=never"], 0), (["--strict-publish"], 2)):
            with self.subTest(options):
                result = self.check("--publish", *options)
                self.assertEqual(result.status, status, result.stderr)
                self.assertIn(f"::error file={NEW_FILE}", result.stdout)

    def test_commands_do_not_spoil_a_document(self):
        self.github.reset(heads=[self.head], checks="none")
        result = self.check("--publish", "--format", "json", "--report", "check")
        json.loads(result.stdout)
        self.assertIn(f"::error file={NEW_FILE}", result.stderr)
        result = self.check("--publish", "--format", "github", "--report", "check")
        self.assertEqual(result.stdout.count(f"::error file={NEW_FILE}"), 1)
        self.assertNotIn("::error file", result.stderr)

    def test_the_configuration_chooses_the_surfaces(self):
        self.git("switch", "-q", "main")
        self.base = self.commit({"migcheck.toml": 'report = ["comment"]\n'})
        self.git("switch", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
        self.check("--publish")
        state = self.github.state()
        self.assertEqual((state["checkRuns"], len(state["issueComments"])), ([], 1))
        self.check("--publish", "--report=check")
        self.assertEqual(len(self.github.state()["checkRuns"]), 1)

    def test_the_bodies_of_the_format_are_what_is_sent(self):
        result = self.check("--format", "github-check")
        body, = json.loads(result.stdout)
        self.check("--publish", "--report", "check")
        run, = self.github.state()["checkRuns"]
        self.assertEqual(run["annotations"], body["output"]["annotations"])
        self.assertEqual((run["title"], run["summary"], run["conclusion"]),
                         (body["output"]["title"], body["output"]["summary"], body["conclusion"]))
