"""What the action makes of the answer: its status, outputs, log and summary."""

import pathlib

from scene import ActionTest, report


class Results(ActionTest):
    def test_outputs(self):
        workspace = self.checkout(self.merge)
        for status, counts, conclusion in ((0, (0, 0, 0), "success"), (0, (0, 2, 1), "neutral"),
                                           (1, (3, 2, 1), "failure"), (2, (0, 0, 0), "failure")):
            with self.subTest(conclusion):
                result = self.run_action(workspace, status=status, output=report(*counts))
                self.assertEqual(result.status, status)
                file = result.outputs.pop("json-file")
                self.assertEqual(pathlib.Path(file).read_text(), report(*counts))
                self.assertTrue(result.outputs.pop("sarif-file").endswith("migcheck.sarif"))
                self.assertEqual(result.outputs, {
                    "findings-count": str(sum(counts)), "error-count": str(counts[0]),
                    "warning-count": str(counts[1]), "conclusion": conclusion})
                self.assertEqual(result.summary, "the step summary\n")

    def test_a_check_that_could_not_be_made_is_not_green(self):
        workspace = self.checkout(self.merge)
        for status in (0, 2, 139):
            with self.subTest(status):
                result = self.run_action(workspace, status=status, output="")
                self.assertEqual(result.status, status or 2)
                self.assertEqual(result.outputs["conclusion"], "failure")
                self.assertEqual(result.outputs["findings-count"], "")
                self.assertIn("could not check", result.summary)

    def test_messages_are_printed_and_not_obeyed(self):
        result = self.run_action(self.checkout(self.merge),
                                 messages="::error::x\\n  ::stop-commands::y\\n##[group]z\\n")
        self.assertIn("| ::error::x\n|   ::stop-commands::y\n| # #[group]z\n", result.log)

    def test_without_a_repository(self):
        workspace = self.folder / "empty"
        workspace.mkdir()
        result = self.run_action(workspace)
        self.assertEqual(result.status, 2)
        self.assertIn("run actions/checkout first", result.log)
