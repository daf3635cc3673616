"""What the check is called with, and what it can rely on having been fetched."""

from scene import ActionTest, git


class Arguments(ActionTest):
    def test_a_pull_request_is_compared_with_the_base_that_it_was_merged_with(self):
        self.assertEqual(self.run_action(self.checkout(self.merge)).status, 0)
        self.assertEqual(self.arguments(),
                         ["check", "--publish", "--format=text", "--roundtrip=auto"])

    def test_a_shallow_checkout_gets_the_base_that_it_was_merged_with(self):
        event = self.event()
        event["pull_request"]["base"]["sha"] = git(self.origin, "rev-parse", "main~3")
        workspace = self.checkout(self.merge, depth=1)
        self.assertNotIn("::", self.run_action(workspace, event=event).log)
        self.assertEqual(git(workspace, "merge-base", "HEAD", self.base), self.base)
        self.assertEqual(git(workspace, "rev-parse", "--is-shallow-repository"), "true")

    def test_a_shallow_checkout_of_the_head_gets_the_history(self):
        workspace = self.checkout(self.head, depth=1)
        self.assertNotIn("::", self.run_action(workspace).log)
        self.assertTrue(git(workspace, "merge-base", "HEAD", self.base))

    def test_an_unreachable_origin_is_said(self):
        workspace = self.checkout(self.merge, depth=1)
        git(workspace, "remote", "set-url", "origin", "file:///nowhere")
        self.assertIn("::warning title=migcheck::this clone is shallow",
                      self.run_action(workspace).log)

    def test_other_events_get_their_base(self):
        for name, event in (("merge_group", {"merge_group": {"base_sha": self.base}}),
                            ("push", {"before": self.base}), ("push", {"before": "0" * 40}),
                            ("workflow_dispatch", {})):
            with self.subTest(name, event=event):
                workspace = self.checkout(self.head, depth=1)
                result = self.run_action(workspace, event=event, event_name=name)
                self.assertEqual(result.status, 0)
                self.assertNotIn("::", result.log)
                if self.base in str(event):
                    self.assertTrue(git(workspace, "merge-base", "HEAD", self.base))

    def test_inputs(self):
        workspace = self.checkout(self.merge)
        (workspace / "sub folder").mkdir()
        self.run_action(workspace, {"base": "main~1", "fail-on": "notice", "roundtrip": "off",
                                    "migrations": "db/one\n\ndb/two words\n",
                                    "working-directory": "sub folder", "config": "db/m.toml",
                                    "pg-version": "16", "report": " review\tsummary\n",
                                    "extra-args": "--explain-locks\nb c.sql"})
        self.assertEqual(self.arguments(), [
            "check", "--publish", "--format=text", "--report=review", "--report=summary",
            "--roundtrip=off", "--fail-on=notice", "--base=main~1",
            "--config=db/m.toml", "--pg-version=16", "--migrations=db/one",
            "--migrations=db/two words", "--explain-locks", "b c.sql"])
        self.assertEqual((self.temporary / "folder").read_text().strip(),
                         str(workspace / "sub folder"))

    def test_the_token_is_in_the_environment_only(self):
        result = self.run_action(self.checkout(self.merge), {"token": "ghs_secret"})
        self.assertEqual((self.temporary / "token").read_text(), "ghs_secret")
        self.assertNotIn("ghs_secret", result.log + result.summary + str(self.arguments()))
