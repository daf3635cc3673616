"""A pull request that forgets the downgrade, end to end, through every event and depth."""

import json
import pathlib
import subprocess

from scene import ActionTest, git, write

REVISION = """from alembic import op
import sqlalchemy as sa

revision = '{id}'
down_revision = {parent}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
"""


class Project(ActionTest):
    """A made-up project, with a pull request that has a fault."""

    def setUp(self):
        super().setUp()
        self.use_the_real_thing()
        git(self.origin, "switch", "-q", "main")
        write(self.origin / "shop/alembic.ini", "[alembic]\nscript_location = db\n")
        write(self.origin / "shop/db/versions/a1.py", REVISION.format(
            id="a1", parent=None, upgrade="op.create_table('t', sa.Column('a', sa.Text()))",
            downgrade="op.drop_table('t')"))
        self.base = self.commit("A history")
        git(self.origin, "switch", "-q", "-c", "index")
        write(self.origin / "shop/db/versions/b2.py", REVISION.format(
            id="b2", parent="'a1'", upgrade="op.create_index('ix', 't', ['a'])",
            downgrade="pass"))
        self.head = self.commit("An index")
        git(self.origin, "switch", "-q", "--detach", "main")
        git(self.origin, "merge", "-q", "--no-ff", "-m", "Merge", "index")
        git(self.origin, "update-ref", "refs/pull/1/merge", "HEAD")
        self.merge = git(self.origin, "rev-parse", "HEAD")


class RealThing(Project):
    def events(self):
        """(name, event, the commit that is checked out)."""
        fork, gone, own = self.event(), self.event(), self.event()
        fork["pull_request"]["head"]["repo"] = {"full_name": "other/shop", "fork": True}
        own["pull_request"]["head"]["repo"] = {"full_name": "shop/shop"}
        push = {"ref": "refs/heads/index", "before": self.base, "after": self.head}
        return (
            ("pull_request", own, self.merge), ("pull_request", fork, self.merge),
            ("pull_request", gone, self.merge), ("pull_request", own, self.head),
            ("merge_group", {"merge_group": {
                "base_sha": self.base, "head_sha": self.merge,
                "base_ref": "refs/heads/main"}}, self.merge),
            ("push", push, self.head), ("push", {**push, "before": "0" * 40}, self.head),
            ("workflow_dispatch", {"ref": "refs/heads/index"}, self.head),
            ("pull_request_target", fork, self.head))

    def check_findings(self, result):
        self.assertEqual(result.status, 1, result.log)
        document = json.loads(pathlib.Path(result.outputs["json-file"]).read_text())
        self.assertEqual(document["summary"]["revisions_checked"], 1)
        self.assertIn(f"({self.base[:7]}", document["target"]["base"])
        sarif = json.loads(pathlib.Path(result.outputs["sarif-file"]).read_text())
        self.assertEqual(len(sarif["runs"][0]["results"]), len(document["findings"]))
        self.assertEqual(result.outputs["conclusion"], "failure")
        self.assertEqual(int(result.outputs["findings-count"]), len(document["findings"]))
        self.assertRegex(result.log, r"(?m)^::(error|warning) file=shop/db/versions/b2.py,")
        self.assertNotIn("a1.py", result.log)
        self.assertTrue(result.summary.startswith("## migcheck: "), result.summary)

    def test_every_event_at_every_depth(self):
        for name, event, commit in self.events():
            for depth in (0, 1, 2):
                with self.subTest(name, event=event, depth=depth):
                    self.check_findings(self.run_action(
                        self.checkout(commit, depth), {"working-directory": "shop",
                                                       "roundtrip": "off"}, event, name))

    def test_nothing_is_executed_with_secrets_at_hand(self):
        """The revision would leave a file behind if its Python, or a server with it, ran."""
        git(self.origin, "switch", "-q", "index")
        trap = self.folder / "executed"
        with open(self.origin / "shop/db/versions/b2.py", "a", encoding="utf-8") as revision:
            revision.write(f"\nopen({str(trap)!r}, 'w')\n")
        self.head = self.commit("A trap")
        for roundtrip, extra in (("on", ""), ("auto", "--roundtrip=on\n--engine=alembic"),
                                 ("auto", "--check-models\n--engine=alembic")):
            with self.subTest(roundtrip, extra=extra):
                result = self.run_action(
                    self.checkout(self.head), {"working-directory": "shop", "roundtrip": roundtrip,
                                               "extra-args": extra},
                    self.event(), "pull_request_target")
                self.assertFalse(trap.exists())
                if result.status == 2:
                    self.assertRegex(result.log, "roundtrip")
                else:
                    document = json.loads(pathlib.Path(result.outputs["json-file"]).read_text())
                    self.assertIsNone(document["roundtrip"])
                if roundtrip == "on":
                    self.assertEqual((result.status, result.outputs["conclusion"]), (2, "failure"))
                    self.assertIn("refused under pull_request_target", result.log)

    def test_a_roundtrip(self):
        result = self.run_action(self.checkout(self.merge),
                                 {"working-directory": "shop", "roundtrip": "on"})
        document = json.loads(pathlib.Path(result.outputs["json-file"]).read_text())
        self.assertEqual([one["revision"] for one in document["roundtrip"]["revisions"]], ["b2"])

    def test_a_folder_that_pretends_to_be_a_repository_is_refused(self):
        """It would hide the migrations, and bring a configuration that names commands."""
        workspace = self.checkout(self.merge)
        (workspace / "shop/db/versions/b2.py").unlink()
        subprocess.run(["git", "init", "-q", "--bare", workspace / "shop"], check=True)
        write(workspace / "shop/shallow", f"{self.merge}\n")  # so that something would be fetched
        write(workspace / "shop/config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
              f"\tsshCommand = touch '{self.folder}/pwned'; false\n"
              "[remote \"origin\"]\n\turl = ssh://example.com/shop\n")
        result = self.run_action(workspace, {"working-directory": "shop"})
        self.assertFalse((self.folder / "pwned").exists())
        self.assertEqual(result.status, 2, result.log)
        self.assertIn("run actions/checkout first", result.log)

    def test_a_checkout_of_another_user(self):
        workspace = self.checkout(self.merge, depth=1)
        if workspace.stat().st_uid == 0:
            subprocess.run(["chown", "-R", "nobody", workspace], check=True)
        self.check_findings(self.run_action(workspace, {"working-directory": "shop",
                                                        "roundtrip": "off"}))
