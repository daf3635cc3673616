"""Inputs and events that try to be commands or options."""

from scene import ActionTest, git

HOSTILE = ["$(touch pwned)", "`touch pwned`", "\"; touch pwned; \"", "'; touch pwned; '",
           "a  b", "*", "$HOME", "--upload-pack=touch pwned", "-n", "-", "x\ntouch pwned",
           "x\n::error::y", "a&&touch pwned", "${IFS}", "\\", "refs/heads/main:refs/heads/other"]


class HostileInputs(ActionTest):
    def check_nothing_ran(self, workspace):
        pwned = list(self.folder.rglob("pwned"))
        self.assertEqual(pwned, [])
        self.assertEqual(git(workspace, "for-each-ref", "refs/heads/other"), "")

    def check_value(self, workspace, name, value):
        with self.subTest(name, value=value):
            self.run_action(workspace, {name: value})
            self.assertIn(f"--{name}={value}", self.arguments())
            self.check_nothing_ran(workspace)

    def test_values_are_passed_on_and_never_executed(self):
        workspace = self.checkout(self.merge)
        for name in ("fail-on", "roundtrip", "config", "pg-version"):
            for value in HOSTILE:
                self.check_value(workspace, name, value)

    def test_bases_are_not_executed_where_history_has_to_be_fetched(self):
        for value in HOSTILE:
            self.check_value(self.checkout(self.merge, depth=1), "base", value)

    def test_lists_have_one_value_a_line(self):
        workspace = self.checkout(self.merge)
        for value in HOSTILE:
            with self.subTest(value):
                self.run_action(workspace, {"migrations": value, "extra-args": value})
                lines = value.split("\n")
                expected = [f"--migrations={line}" for line in lines] + lines
                self.assertEqual(self.arguments()[-len(expected):], expected)
                self.check_nothing_ran(workspace)

    def test_surfaces_are_words(self):
        workspace = self.checkout(self.merge)
        for value in HOSTILE:
            with self.subTest(value):
                self.run_action(workspace, {"report": value})
                self.assertEqual([one for one in self.arguments() if one.startswith("--report")],
                                 [f"--report={word}" for word in value.split()])
                self.check_nothing_ran(workspace)

    def test_a_working_directory_is_a_folder_or_an_error(self):
        workspace = self.checkout(self.merge)
        for value in HOSTILE:
            with self.subTest(value):
                result = self.run_action(workspace, {"working-directory": value})
                self.assertEqual((result.status, result.outputs["conclusion"]), (2, "failure"))
                self.check_nothing_ran(workspace)
                if "\n" not in value:
                    (workspace / value).mkdir(parents=True, exist_ok=True)
                    self.assertEqual(
                        self.run_action(workspace, {"working-directory": value}).status, 0)

    def test_event_values_are_not_executed_either(self):
        for value in HOSTILE:
            with self.subTest(value):
                workspace = self.checkout(self.merge, depth=1)
                self.run_action(workspace, event={"pull_request": {"base": {"sha": value},
                                                                   "head": {"sha": value}}})
                self.check_nothing_ran(workspace)
