"""action.yml, the workflows, and what the documentation says of them. MIGCHECK_UPDATE_GOLDENS=1 writes
the tables of the documentation anew.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

from scene import SOURCE


class Definitions(unittest.TestCase):
    VALIDATOR = SOURCE / "npm/node_modules/.bin/action-validator"

    def faults(self, name, text):
        """What the validator says of a file of that name; nothing where it is valid."""
        # A permission that is younger than the validator.
        text = text.replace("      attestations: write\n", "")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.write_text(text)
            done = subprocess.run([self.VALIDATOR, path], capture_output=True, text=True, check=False)
        return done.stdout + done.stderr if done.returncode else ""

    def test_the_action_and_the_workflows_are_valid(self):
        workflows = sorted((SOURCE / ".github/workflows").glob("*.yml"))
        self.assertEqual([path.stem for path in workflows], ["ci", "dogfood", "release"])
        for path in [SOURCE / "action.yml", *workflows]:
            with self.subTest(path):
                self.assertEqual(self.faults(path.name, path.read_text()), "")

    def test_the_validator_finds_faults(self):
        for name, old, new in (("action.yml", "using:", "uses:"),
                               (".github/workflows/ci.yml", "runs-on:", "run-on:"),
                               (".github/workflows/dogfood.yml", "contents: read", "content: read"),
                               (".github/workflows/release.yml", "needs: try", "needs: tries")):
            with self.subTest(name):
                text = (SOURCE / name).read_text()
                self.assertIn(old, text)
                self.assertNotEqual(self.faults(pathlib.Path(name).name, text.replace(old, new)), "")

    def test_every_input_reaches_a_script_through_the_environment(self):
        action = yaml.safe_load((SOURCE / "action.yml").read_text())
        given = {}
        for step in action["runs"]["steps"]:
            self.assertNotIn("${{", step.get("run", ""))
            given.update(step.get("env", {}))
        for name in action["inputs"]:
            self.assertIn(f"${{{{ inputs.{name} }}}}", given.values())

    def test_no_workflow_has_an_expression_in_a_script(self):
        for path in sorted((SOURCE / ".github/workflows").glob("*.yml")):
            for job in yaml.safe_load(path.read_text())["jobs"].values():
                for step in job["steps"]:
                    self.assertNotIn("${{", step.get("run", ""), path)

    def test_the_lock_file_names_no_address(self):
        self.assertNotIn("://", (SOURCE / "npm/package-lock.json").read_text())



class Documentation(unittest.TestCase):
    PAGE = SOURCE / "docs/github-action.md"

    def setUp(self):
        self.action = yaml.safe_load((SOURCE / "action.yml").read_text())

    def inputs(self):
        yield "| input | default | meaning |\n| --- | --- | --- |"
        for name, given in self.action["inputs"].items():
            default = f"`{given['default']}`" if given["default"] else ""
            yield f"| `{name}` | {default} | {' '.join(given['description'].split())} |"

    def outputs(self):
        yield "| output | meaning |\n| --- | --- |"
        for name, given in self.action["outputs"].items():
            yield f"| `{name}` | {' '.join(given['description'].split())} |"

    def test_the_tables_are_those_of_the_action(self):
        for kind, rows in (("inputs", self.inputs()), ("outputs", self.outputs())):
            with self.subTest(kind):
                page = self.PAGE.read_text()
                found = re.search(rf"(?s)(<!-- {kind} -->\n)(.*?)(<!-- end -->)", page)
                expected = "\n".join(rows) + "\n"
                if os.environ.get("MIGCHECK_UPDATE_GOLDENS") == "1":
                    self.PAGE.write_text(page[:found.start(2)] + expected + page[found.end(2):])
                else:
                    self.assertEqual(found.group(2), expected)
