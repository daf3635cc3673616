"""action.yml, the workflows, and what the documentation says of them."""

import pathlib
import subprocess
import tempfile
import unittest

import yaml

from scene import SOURCE


class Definitions(unittest.TestCase):
    VALIDATOR = SOURCE / "npm/node_modules/.bin/action-validator"

    def valid(self, path):
        return subprocess.run([self.VALIDATOR, path], capture_output=True, check=False).returncode

    def test_the_action_and_the_workflows_are_valid(self):
        workflows = sorted((SOURCE / ".github/workflows").glob("*.yml"))
        self.assertGreaterEqual(len(workflows), 2)
        for path in [SOURCE / "action.yml", *workflows]:
            with self.subTest(path):
                self.assertEqual(self.valid(path), 0)

    def test_the_validator_finds_faults(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "action.yml")
            path.write_text((SOURCE / "action.yml").read_text().replace("using:", "uses:"))
            self.assertNotEqual(self.valid(path), 0)

    def test_no_workflow_has_an_expression_in_a_script(self):
        for path in sorted((SOURCE / ".github/workflows").glob("*.yml")):
            for job in yaml.safe_load(path.read_text())["jobs"].values():
                for step in job["steps"]:
                    self.assertNotIn("${{", step.get("run", ""), path)

    def test_the_lock_file_names_no_address(self):
        self.assertNotIn("://", (SOURCE / "npm/package-lock.json").read_text())
