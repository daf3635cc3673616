"""publish-release.sh: the commit and the tags of a release, on a local origin."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from scene import SOURCE, SYSTEM_PATH, git, write

VERSION = re.search(r"migcheck VERSION ([\d.]+)", (SOURCE / "CMakeLists.txt").read_text()).group(1)
MAJOR = VERSION.split(".", maxsplit=1)[0]


class PublishRelease(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-release-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        git(self.folder, "init", "-q", "--bare", "origin")
        git(self.folder, "clone", "-q", "origin", "clone")
        self.clone = self.folder / "clone"
        shutil.copytree(SOURCE / "scripts/action", self.clone / "scripts/action")
        shutil.copy(SOURCE / "CMakeLists.txt", self.clone)
        git(self.clone, "add", "-A")
        git(self.clone, "commit", "-q", "-m", "First")
        write(self.folder / "bin/gh", '#!/bin/sh\necho "$@" >"$GH_LOG"\n', 0o755)
        self.assets = {}
        for machine in ("aarch64", "x86_64"):
            name = f"migcheck-{VERSION}-linux-{machine}.tar.gz"
            write(self.folder / "assets" / name, machine)
            self.assets[name] = hashlib.sha256(machine.encode()).hexdigest()

    def publish(self, tag=f"release/{VERSION}"):
        return subprocess.run(
            [self.clone / "scripts/action/publish-release.sh", self.folder / "assets"], text=True,
            capture_output=True, check=False, env={
                "PATH": ":".join([str(self.folder / "bin"), *SYSTEM_PATH]),
                "GITHUB_REF_NAME": tag, "GITHUB_SERVER_URL": "https://example.com",
                "GITHUB_REPOSITORY": "o/r", "HOME": str(self.folder),
                "GH_LOG": str(self.folder / "gh.log")})

    def tags(self):
        return git(self.folder / "origin", "tag").split()

    def test_the_tags_name_a_commit_that_knows_the_checksums(self):
        done = self.publish()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.tags(), [f"v{MAJOR}", f"v{VERSION}"])
        for tag in self.tags():
            sums = git(self.folder / "origin", "show", f"{tag}:scripts/action/release.sha256")
            lines = [line for line in sums.splitlines() if not line.startswith("#")]
            self.assertEqual(lines, [
                f"{sha256}  https://example.com/o/r/releases/download/v{VERSION}/{name}"
                for name, sha256 in self.assets.items()])
        self.assertEqual(git(self.folder / "origin", "branch"), "")
        arguments = (self.folder / "gh.log").read_text()
        self.assertTrue(arguments.startswith(f"release create v{VERSION} --verify-tag"))
        for name in self.assets:
            self.assertIn(name, arguments)

    def test_the_action_of_that_tag_takes_the_binary_of_this_machine(self):
        self.publish()
        output = self.folder / "output"
        subprocess.run([self.clone / "scripts/action/find.sh"], check=True, env={
            "PATH": ":".join(SYSTEM_PATH), "GITHUB_ACTION_PATH": str(self.clone),
            "INPUT_INSTALL_MODE": "auto", "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(output)})
        name = f"migcheck-{VERSION}-linux-{os.uname().machine}.tar.gz"
        self.assertIn("how=release\n", output.read_text())
        self.assertIn(f"/releases/download/v{VERSION}/{name}\n", output.read_text())
        self.assertIn(f"sha256={self.assets[name]}\n", output.read_text())

    def test_what_does_not_fit_is_not_released(self):
        for tag, said in ((f"release/9{VERSION}", "another version"), ("release/x", "X.Y.Z"),
                          ("release/1.2.3\n4", "X.Y.Z")):
            with self.subTest(tag):
                done = self.publish(tag)
                self.assertEqual(done.returncode, 1)
                self.assertIn(said, done.stderr)
        write(self.folder / "assets/migcheck-9.9.9-linux-x86_64.tar.gz", "old")
        self.assertIn("is not of version", self.publish().stderr)
        self.assertEqual(self.tags(), [])

    def test_a_release_is_not_made_twice(self):
        self.publish()
        before = git(self.folder / "origin", "show-ref")
        done = self.publish()
        self.assertEqual(done.returncode, 1)
        self.assertIn("has been released", done.stderr)
        self.assertEqual(git(self.folder / "origin", "show-ref"), before)
