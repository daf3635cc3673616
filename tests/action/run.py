#!/usr/bin/python3
"""Runs the action's steps as GitHub's runner would: run.py MIGCHECK

The scripts are tested with a stand-in for migcheck that records its arguments, then once end to end
with the real one.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from runner import Runner  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PATH = ["/usr/bin", "/bin"]

STAND_IN = """#!/usr/bin/env bash
printf '%s\\0' "$@" >"$RUNNER_TEMP/arguments"
pwd >"$RUNNER_TEMP/folder"
printf '%b' "$STAND_IN_MESSAGES" >&2
for argument in "$@"; do
  case $argument in
    --format=json=*) printf '%s' "$STAND_IN_JSON" >"${argument#--format=json=}" ;;
    --format=markdown=*) echo "the step summary" >"${argument#--format=markdown=}" ;;
  esac
done
exit "$STAND_IN_STATUS"
"""

HOSTILE = ["$(touch pwned)", "`touch pwned`", "\"; touch pwned; \"", "'; touch pwned; '",
           "a  b", "*", "$HOME", "--upload-pack=touch pwned", "-n", "-", "x\ntouch pwned",
           "x\n::error::y", "a&&touch pwned", "${IFS}", "\\", "refs/heads/main:refs/heads/other"]


REVISION = """from alembic import op
import sqlalchemy as sa

revision = '{id}'
down_revision = {parent}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
"""


def report(errors=0, warnings=0, notices=0):
    # Findings may say anything; only the summary's numbers count.
    hostile = '\n    "errors": 77'
    document = {"version": 1, "summary": {"errors": errors, "warnings": warnings,
                                          "notices": notices, "suppressed": 5},
                "findings": [{"message": hostile, "errors": 88}]}
    return json.dumps(document, indent=2)


def git(folder, *arguments):
    env = {"PATH": ":".join(SYSTEM_PATH), "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        env.update({f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.com"})
    done = subprocess.run(["git", "-c", "protocol.file.allow=always", *arguments], cwd=folder,
                          env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"git {arguments}: {done.stderr}")
    return done.stdout.strip()


def write(path, text, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


class ActionTest(unittest.TestCase):
    """An origin with a pull request, its merge commit checked out as actions/checkout does it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-action-"))
        self.folder.chmod(0o755)  # a roundtrip's server runs as another user
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.temporary = self.folder / "runner temp"
        self.temporary.mkdir()
        self.origin = self.folder / "origin"
        self.origin.mkdir()
        self.make_origin()
        self.stand_in = self.folder / "bin"
        write(self.stand_in / "migcheck", STAND_IN, 0o755)

    def make_origin(self):
        git(self.origin, "init", "-q", "-b", "main")
        for number in range(5):
            write(self.origin / "a.txt", f"{number}\n")
            self.commit(f"Main {number}")
        git(self.origin, "switch", "-q", "-c", "topic", "HEAD~2")
        write(self.origin / "b.txt", "b\n")
        self.head = self.commit("Topic")
        git(self.origin, "switch", "-q", "main")
        self.base = git(self.origin, "rev-parse", "main")
        git(self.origin, "switch", "-q", "--detach", "main")
        git(self.origin, "merge", "-q", "--no-ff", "-m", "Merge", "topic")
        git(self.origin, "update-ref", "refs/pull/1/merge", "HEAD")
        self.merge = git(self.origin, "rev-parse", "HEAD")
        git(self.origin, "switch", "-q", "main")

    def commit(self, message):
        git(self.origin, "add", "-A")
        git(self.origin, "commit", "-q", "-m", message)
        return git(self.origin, "rev-parse", "HEAD")

    def checkout(self, commit, depth=0):
        """What actions/checkout leaves behind, with fetch-depth `depth` (0: everything)."""
        workspace = pathlib.Path(tempfile.mkdtemp(prefix="checkout ", dir=self.folder))
        git(workspace, "init", "-q", "-b", "main")
        git(workspace, "remote", "add", "origin", f"file://{self.origin}")
        fetch = ["fetch", "-q", "--no-tags"] + ([f"--depth={depth}"] if depth else [])
        git(workspace, *fetch, "origin", commit, *([] if depth else ["+refs/heads/*:refs/remotes/origin/*"]))
        git(workspace, "checkout", "-q", "--detach", commit)
        return workspace

    def event(self):
        return {"number": 1, "pull_request": {"base": {"sha": self.base, "ref": "main"},
                                              "head": {"sha": self.head, "repo": None}}}

    def run_action(self, workspace, inputs=None, event=None, event_name="pull_request", status=0,
                   output=None, messages=""):
        runner = Runner(SOURCE, workspace, self.temporary, [str(self.stand_in), *SYSTEM_PATH])
        return runner.run(inputs or {}, self.event() if event is None else event, event_name,
                          {"STAND_IN_STATUS": str(status), "STAND_IN_MESSAGES": messages,
                           "STAND_IN_JSON": report() if output is None else output})

    def arguments(self):
        """The arguments of migcheck, without the paths of the reports."""
        recorded = (self.temporary / "arguments").read_text().split("\0")[:-1]
        (self.temporary / "arguments").unlink()
        return [a for a in recorded if not a.startswith(("--format=json=", "--format=markdown="))]


class Arguments(ActionTest):
    def test_a_pull_request_is_compared_with_the_base_that_it_was_merged_with(self):
        self.assertEqual(self.run_action(self.checkout(self.merge)).status, 0)
        self.assertEqual(self.arguments(), ["check", "--format=github", "--fail-on=error",
                                            "--roundtrip=auto"])

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
                                    "working-directory": "sub folder",
                                    "extra-args": "--pg-version=16\nb c.sql"})
        self.assertEqual(self.arguments(), [
            "check", "--format=github", "--fail-on=notice", "--roundtrip=off", "--base=main~1",
            "--migrations=db/one", "--migrations=db/two words", "--pg-version=16", "b c.sql"])
        self.assertEqual((self.temporary / "folder").read_text().strip(),
                         str(workspace / "sub folder"))

    def test_nothing_is_executed_with_secrets_at_hand(self):
        workspace = self.checkout(self.merge)
        self.run_action(workspace, event_name="pull_request_target")
        self.assertIn("--roundtrip=off", self.arguments())
        refused = self.run_action(workspace, {"roundtrip": "on"}, event_name="pull_request_target")
        self.assertEqual((refused.status, refused.outputs["conclusion"]), (2, "failure"))
        self.assertIn("refused under pull_request_target", refused.log)


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
        for name in ("fail-on", "roundtrip"):
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

    def test_findings_of_the_real_thing(self):
        """A pull request that forgets the downgrade, end to end."""
        (self.stand_in / "migcheck").unlink()
        (self.stand_in / "migcheck").symlink_to(MIGCHECK)
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

        for depth in (0, 1, 2):
            with self.subTest(depth=depth):
                result = self.run_action(self.checkout(self.merge, depth),
                                         {"working-directory": "shop", "roundtrip": "off"})
                self.assertEqual(result.status, 1, result.log)
                document = json.loads(pathlib.Path(result.outputs["json-file"]).read_text())
                self.assertEqual(document["summary"]["revisions_checked"], 1)
                self.assertIn(f"({self.base[:7]}", document["target"]["base"])
                self.assertEqual(result.outputs["conclusion"], "failure")
                self.assertEqual(int(result.outputs["findings-count"]),
                                 len(document["findings"]))
                self.assertRegex(result.log, r"(?m)^::(error|warning) file=shop/db/versions/b2.py,")
                self.assertNotIn("a1.py", result.log)
                self.assertTrue(result.summary.startswith("## migcheck: "), result.summary)

    def test_without_a_repository(self):
        workspace = self.folder / "empty"
        workspace.mkdir()
        result = self.run_action(workspace)
        self.assertEqual(result.status, 2)
        self.assertIn("run actions/checkout first", result.log)


class Installation(ActionTest):
    """The steps before the check, with stand-ins for the package manager and for CMake."""

    CMAKE = """#!/usr/bin/env bash
echo "cmake $*" >>"$RUNNER_TEMP/builds"
if [ "$1" = --install ]; then mkdir -p "$4/bin" && cp "$STAND_IN" "$4/bin/migcheck"; fi
"""

    def setUp(self):
        super().setUp()
        self.action = self.folder / "the action"
        left_out = shutil.ignore_patterns(".git", "build", "node_modules", "tests", "migrations")
        shutil.copytree(SOURCE, self.action, ignore=left_out)
        write(self.action / "scripts/install-deps", "#!/bin/sh\necho dependencies are there\n", 0o755)
        write(self.folder / "tools/cmake", self.CMAKE, 0o755)
        self.workspace = self.checkout(self.merge)

    def install(self):
        runner = Runner(self.action, self.workspace, self.temporary,
                        [str(self.folder / "tools"), *SYSTEM_PATH])
        return runner.run({}, self.event(), "pull_request", {
            "STAND_IN": str(self.stand_in / "migcheck"), "STAND_IN_STATUS": "0",
            "STAND_IN_MESSAGES": "", "STAND_IN_JSON": report()})

    def test_it_is_built_once_and_found_by_the_check(self):
        first = self.install()
        self.assertEqual(first.status, 0, first.log)
        self.assertEqual(first.ran, ["Look for migcheck", "Restore an earlier build",
                                     "Install migcheck", "Check the migrations"])
        self.assertEqual(self.arguments()[0], "check")
        builds = (self.temporary / "builds").read_text()
        self.assertIn("Release", builds)
        second = self.install()
        self.assertEqual((second.status, second.outputs["conclusion"]), (0, "success"))
        self.assertIn("dependencies are there", second.log)
        self.assertEqual((self.temporary / "builds").read_text(), builds)

    def test_what_is_on_path_is_used(self):
        result = self.run_action(self.workspace)
        self.assertEqual(result.ran, ["Look for migcheck", "Check the migrations"])

    def test_the_cache_key_follows_the_source(self):
        keys = set()
        for text in ("", "// one more line\n", "// another\n"):
            write(self.action / "src/more.cpp", text)
            output = self.temporary / "output"
            output.write_text("")
            subprocess.run([self.action / "scripts/action/find.sh"], check=True, env={
                "PATH": ":".join(SYSTEM_PATH), "GITHUB_ACTION_PATH": str(self.action),
                "RUNNER_TEMP": str(self.temporary), "GITHUB_OUTPUT": str(output)})
            keys.add(next(line for line in output.read_text().splitlines()
                          if line.startswith("cache-key=")))
        self.assertEqual(len(keys), 3)

    def test_a_failing_build_fails(self):
        write(self.folder / "tools/cmake", "#!/bin/sh\nexit 3\n", 0o755)
        result = self.install()
        self.assertNotEqual(result.status, 0)
        self.assertNotIn("Check the migrations", result.ran)


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
        import yaml
        for path in sorted((SOURCE / ".github/workflows").glob("*.yml")):
            for job in yaml.safe_load(path.read_text())["jobs"].values():
                for step in job["steps"]:
                    self.assertNotIn("${{", step.get("run", ""), path)

    def test_the_lock_file_names_no_address(self):
        self.assertNotIn("://", (SOURCE / "npm/package-lock.json").read_text())


if __name__ == "__main__":
    MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(MIGCHECK, os.X_OK):
        sys.exit(f"no binary at {MIGCHECK}")
    unittest.main()
