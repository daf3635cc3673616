"""The steps before the check, with stand-ins for the package manager, CMake and the network."""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import tarfile

from runner import Runner
from scene import SOURCE, SYSTEM_PATH, ActionTest, report, write

VERSION = re.search(r"migcheck VERSION ([\d.]+)", (SOURCE / "CMakeLists.txt").read_text()).group(1)
ASSET = f"migcheck-{VERSION}-linux-{platform.machine()}.tar.gz"
URL = f"https://example.com/releases/{ASSET}"

CMAKE = """#!/usr/bin/env bash
echo "cmake $*" >>"$RUNNER_TEMP/builds"
if [ "$1" = --install ]; then mkdir -p "$4/bin" && cp "$STAND_IN" "$4/bin/migcheck"; fi
"""

# Gives out the asset for its address, and nothing for any other.
CURL = """#!/usr/bin/env bash
echo "$*" >>"$RUNNER_TEMP/downloads"
[ "${@: -1}" = "$ASSET_URL" ] || exit 22
while [ "$1" != --output ]; do shift; done
cp "$RUNNER_TEMP/asset.tar.gz" "$2"
"""


class InstallationTest(ActionTest):
    def setUp(self):
        super().setUp()
        self.action = self.folder / "the action"
        left_out = shutil.ignore_patterns(".git", "build", "node_modules", "tests", "migrations")
        shutil.copytree(SOURCE, self.action, ignore=left_out)
        write(self.action / "scripts/install-deps", "#!/bin/sh\necho dependencies are there\n", 0o755)
        write(self.folder / "tools/cmake", CMAKE, 0o755)
        write(self.folder / "tools/curl", CURL, 0o755)
        self.workspace = self.checkout(self.merge)
        self.path = [str(self.folder / "tools"), *SYSTEM_PATH]

    def install(self, inputs=None, url=URL):
        runner = Runner(self.action, self.workspace, self.temporary, self.path)
        return runner.run(inputs or {}, self.event(), "pull_request", {
            "STAND_IN": str(self.stand_in / "migcheck"), "STAND_IN_STATUS": "0",
            "STAND_IN_MESSAGES": "", "STAND_IN_JSON": report(), "ASSET_URL": url})

    def builds(self):
        file = self.temporary / "builds"
        return file.read_text() if file.exists() else ""

    def release(self, sha256=None, url=URL):
        """Makes this version a released one, whose asset is the stand-in."""
        asset = self.temporary / "asset.tar.gz"
        with tarfile.open(asset, "w:gz") as archive:
            archive.add(self.stand_in / "migcheck", "migcheck")
        sha256 = sha256 or hashlib.sha256(asset.read_bytes()).hexdigest()
        with open(self.action / "scripts/action/release.sha256", "a", encoding="utf-8") as sums:
            sums.write(f"{'0' * 64}  {url.replace(VERSION, VERSION + '9')}\n{sha256}  {url}\n")


class Build(InstallationTest):
    def test_it_is_built_once_and_found_by_the_check(self):
        first = self.install()
        self.assertEqual(first.status, 0, first.log)
        self.assertEqual(first.ran, ["Look for migcheck", "Restore an earlier build",
                                     "Install migcheck", "Check the migrations"])
        self.assertEqual(self.arguments()[0], "check")
        builds = self.builds()
        self.assertIn("Release", builds)
        second = self.install()
        self.assertEqual((second.status, second.outputs["conclusion"]), (0, "success"))
        self.assertIn("dependencies are there", second.log)
        self.assertEqual(self.builds(), builds)

    def test_what_is_on_path_is_used(self):
        self.release()
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
                "INPUT_INSTALL_MODE": "build", "RUNNER_TEMP": str(self.temporary),
                "GITHUB_OUTPUT": str(output)})
            keys.add(next(line for line in output.read_text().splitlines()
                          if line.startswith("cache-key=")))
        self.assertEqual(len(keys), 3)

    def test_a_failing_build_fails(self):
        write(self.folder / "tools/cmake", "#!/bin/sh\nexit 3\n", 0o755)
        result = self.install()
        self.assertNotEqual(result.status, 0)
        self.assertNotIn("Check the migrations", result.ran)


class Release(InstallationTest):
    def test_a_released_binary_is_installed(self):
        self.release()
        for mode in ("auto", "release"):
            with self.subTest(mode):
                result = self.install({"install-mode": mode})
                self.assertEqual(result.status, 0, result.log)
                self.assertEqual(result.ran, ["Look for migcheck", "Install migcheck",
                                              "Check the migrations"])
                self.assertEqual(self.builds(), "")
                shutil.rmtree(self.temporary / "migcheck")

    def test_a_binary_with_another_checksum_is_not_run(self):
        self.release(sha256="1" * 64)
        for mode in ("auto", "release"):
            with self.subTest(mode):
                result = self.install({"install-mode": mode})
                self.assertEqual(result.status, 2)
                self.assertIn("::error title=migcheck::the downloaded binary", result.log)
                self.assertEqual(self.builds(), "")
                self.assertFalse((self.temporary / "migcheck").exists())
                self.assertFalse((self.temporary / "arguments").exists())

    def test_without_the_asset_it_is_built(self):
        self.release()
        result = self.install(url="https://example.com/nothing")
        self.assertEqual(result.status, 0, result.log)
        self.assertIn("::warning title=migcheck::the released binary could not be", result.log)
        self.assertIn("Release", self.builds())

    def test_without_the_asset_install_mode_release_fails(self):
        self.release()
        result = self.install({"install-mode": "release"}, url="https://example.com/nothing")
        self.assertEqual((result.status, self.builds()), (2, ""))

    def test_a_binary_that_does_not_run_here_is_replaced_by_a_build(self):
        good = (self.stand_in / "migcheck").read_text()
        write(self.stand_in / "migcheck", "#!/bin/sh\nexit 127\n", 0o755)
        self.release()
        write(self.stand_in / "migcheck", good, 0o755)
        result = self.install()
        self.assertEqual(result.status, 0, result.log)
        self.assertIn("Release", self.builds())

    def test_the_asset_of_another_version_or_machine_is_not_taken(self):
        for url in (URL.replace(VERSION, "9" + VERSION), URL.replace(platform.machine(), "other"),
                    URL.replace(f"/{ASSET}", f"/x{ASSET}")):
            with self.subTest(url):
                shutil.copy(SOURCE / "scripts/action/release.sha256", self.action / "scripts/action")
                self.release(url=url)
                self.assertIn("Restore an earlier build", self.install().ran)

    def test_modes_that_are_not_possible_say_so(self):
        for mode, said in (("path", "there is no migcheck on PATH"),
                           ("release", "use a tag vX.Y.Z"), ("x\n::error::y", "path, release or")):
            with self.subTest(mode):
                result = self.install({"install-mode": mode})
                self.assertEqual(result.status, 2)
                self.assertIn(said, result.log)
                self.assertEqual(result.log.count("::error"), 1)

    def test_what_is_built_here_is_no_release(self):
        sums = (SOURCE / "scripts/action/release.sha256").read_text().splitlines()
        for line in sums:
            self.assertRegex(line, r"^(#.*|[0-9a-f]{64}  https://\S+\.tar\.gz)$")


class Postgres(InstallationTest):
    """Where no PostgreSQL is found, it is installed with apt-get; a stand-in records how."""

    APT = "#!/bin/sh\necho \"$(basename \"$0\") $*\" >>\"$RUNNER_TEMP/packages\"\n"

    def setUp(self):
        super().setUp()
        self.stand_in_packages = self.temporary / "packages"
        self.system = self.folder / "system"
        write(self.folder / "tools/apt-get", self.APT, 0o755)
        write(self.folder / "tools/tee", "#!/bin/sh\ncat >/dev/null\n", 0o755)
        write(self.folder / "tools/apt-cache", "#!/bin/sh\nexit 0\n", 0o755)
        write(self.folder / "tools/sudo", "#!/bin/sh\nshift\nexec \"$@\"\n", 0o755)

    def postgres(self, version):
        return subprocess.run(
            ["bash", SOURCE / "scripts/action/postgres.sh"], check=False, text=True,
            capture_output=True, env={"PATH": ":".join(self.path), "INPUT_PG_VERSION": version,
                                      "RUNNER_TEMP": str(self.temporary)})

    def test_a_version_that_is_not_there_is_installed(self):
        done = self.postgres("99")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(self.stand_in_packages.read_text().endswith("install postgresql-99\n"))

    def test_what_is_there_is_used(self):
        installed = sorted(os.listdir("/usr/lib/postgresql"))[0]
        for version in ("", installed):
            with self.subTest(version):
                self.assertEqual(self.postgres(version).returncode, 0)
                self.assertFalse(self.stand_in_packages.exists())

    def test_a_version_that_is_none_is_refused(self):
        for version in ("16; touch pwned", "-1", "16\n17", "*"):
            with self.subTest(version):
                done = self.postgres(version)
                self.assertEqual(done.returncode, 2)
                self.assertFalse(self.stand_in_packages.exists())
                self.assertEqual(done.stdout.count("::error"), 1)

    def test_it_is_installed_for_a_roundtrip_only(self):
        self.path.insert(0, str(self.stand_in))
        for roundtrip, ran in (("on", True), ("auto", False), ("off", False)):
            with self.subTest(roundtrip):
                result = self.install({"roundtrip": roundtrip})
                self.assertEqual("Install PostgreSQL" in result.ran, ran)
