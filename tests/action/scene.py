"""What the tests of the action share: an origin with a pull request, checkouts of it as
actions/checkout leaves them behind, and a stand-in for migcheck that records its arguments.
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from runner import Runner

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PATH = ["/usr/bin", "/bin"]

STAND_IN = """#!/usr/bin/env bash
printf '%s\\0' "$@" >"$RUNNER_TEMP/arguments"
pwd >"$RUNNER_TEMP/folder"
printf '%b' "$STAND_IN_MESSAGES" >&2
printf '%s' "$GITHUB_TOKEN" >"$RUNNER_TEMP/token"
for argument in "$@"; do
  case $argument in
    --format=json=*) printf '%s' "$STAND_IN_JSON" >"${argument#--format=json=}" ;;
    --publish) echo "the step summary" >>"$GITHUB_STEP_SUMMARY" ;;
  esac
done
exit "$STAND_IN_STATUS"
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

    def use_the_real_thing(self):
        (self.stand_in / "migcheck").unlink()
        (self.stand_in / "migcheck").symlink_to(os.environ["MIGCHECK"])

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
                   output=None, messages="", environment=None):
        runner = Runner(SOURCE, workspace, self.temporary, [str(self.stand_in), *SYSTEM_PATH])
        return runner.run(inputs or {}, self.event() if event is None else event, event_name,
                          {"STAND_IN_STATUS": str(status), "STAND_IN_MESSAGES": messages,
                           "STAND_IN_JSON": report() if output is None else output,
                           **(environment or {})})

    def arguments(self):
        """The arguments of migcheck, without the paths of the reports."""
        recorded = (self.temporary / "arguments").read_text().split("\0")[:-1]
        (self.temporary / "arguments").unlink()
        return [a for a in recorded if not a.startswith(("--format=json=", "--format=sarif="))]
