"""The workflows of the documentation, followed to the letter on a made-up project."""

import pathlib
import re
import subprocess
import tempfile

import yaml

from real_test import Project
from scene import SOURCE

VALIDATOR = SOURCE / "npm/node_modules/.bin/action-validator"


def workflows(page):
    """The YAML of each workflow in a page."""
    blocks = re.findall(r"(?ms)^```yaml\n(.*?)^```", (SOURCE / page).read_text())
    return [block for block in blocks if "jobs:" in block]


class DocumentedWorkflows(Project):
    def test_they_are_valid(self):
        for page in ("README.md", "docs/github-action.md"):
            found = workflows(page)
            self.assertEqual(len(found), 1, page)
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "migrations.yml")
                path.write_text(found[0])
                done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_readme_has_five_lines_that_fail_with_an_annotation(self):
        text, = workflows("README.md")
        self.assertEqual(len(text.splitlines()), 5)
        workflow = yaml.safe_load(text)
        self.assertEqual(workflow[True], "pull_request")  # YAML's `on`
        (name, job), = workflow["jobs"].items()
        self.assertEqual(name, "migrations")
        checkout, action = job["steps"]
        self.assertEqual(checkout, {"uses": "actions/checkout@v4"})
        self.assertRegex(action.pop("uses"), r"^migcheck/migcheck@v\d+$")

        workspace = self.checkout(self.merge, depth=1)
        result = self.run_action(workspace, action.pop("with", {}))
        self.assertEqual(action, {})
        self.assertEqual(result.status, 1, result.log)
        self.assertRegex(result.log, r"(?m)^::error file=shop/db/versions/b2.py,line=\d+,")
        self.assertIn("## migcheck", result.summary)
        self.assertIn("roundtrip on PostgreSQL", result.log + result.summary)
