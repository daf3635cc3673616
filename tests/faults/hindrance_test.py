"""Folders that may not be written, a cache that is damaged or somebody else's, an environment that
leads elsewhere, eight runs at once."""

import os
import signal
import socket
import unittest

from scene import NOBODY, Scene, comes_true

MAKE, DROP = ["CREATE TABLE parcels (id int)"], ["DROP TABLE parcels"]


def unprivileged():
    """An account to which permissions mean something."""
    return NOBODY if os.geteuid() == 0 else None


class Hindered(unittest.TestCase):
    def scene(self, account=None):
        scene = Scene(account)
        self.addCleanup(scene.__exit__)
        scene.revision(MAKE, DROP)
        return scene

    def check(self, scene, status, *parts, arguments=(), **options):
        actual, said = scene.run(*arguments, **options)
        self.assertEqual(actual, status, said)
        for part in parts:
            self.assertIn(part, said)
        self.assertEqual(scene.left_after(), [])

    def cached(self, scene):
        """The files of the cache."""
        return [path for path in scene.cache.rglob("*") if path.is_file()]

    def test_eight_at_once(self):
        scene = self.scene()
        for run in [scene.start() for _ in range(8)]:
            status, said = scene.finish(run)
            self.assertEqual(status, 0, said)
        self.assertEqual(scene.left_after(), [])
        self.assertEqual(len(list(scene.cache.glob("migcheck/cluster-*"))), 1)

    def test_a_temporary_folder_that_may_not_be_written(self):
        scene = self.scene(unprivileged())
        scene.temporary.chmod(0o555)
        self.check(scene, 2, f"cannot make the folder {scene.temporary}/migcheck-",
                   "Permission denied", "Set TMPDIR to a folder")

    def test_a_file_where_the_run_folders_should_be(self):
        scene = self.scene()
        (scene.temporary / f"migcheck-{os.geteuid()}").write_text("in the way")
        self.check(scene, 2, "is not a private folder of this account", "Remove it")

    def test_a_run_folder_of_somebody_else(self):
        scene = self.scene()
        folder = scene.temporary / f"migcheck-{os.geteuid()}"
        folder.mkdir()
        folder.chmod(0o777)
        self.check(scene, 2, "is not a private folder of this account", "Remove it")

    def test_a_link_where_the_run_folders_should_be(self):
        scene = self.scene()
        (scene.root / "elsewhere").mkdir()
        (scene.temporary / f"migcheck-{os.geteuid()}").symlink_to(scene.root / "elsewhere")
        self.check(scene, 2, "is not a private folder of this account")

    def test_a_cache_that_may_not_be_written(self):
        scene = self.scene(unprivileged())
        scene.cache.chmod(0o555)
        self.check(scene, 0)
        self.assertEqual(self.cached(scene), [])

    def test_a_cache_that_may_only_be_read(self):
        scene = self.scene(unprivileged())
        self.check(scene, 0)
        before = self.cached(scene)
        for folder in (scene.cache, scene.cache / "migcheck"):
            folder.chmod(0o555)
        self.check(scene, 0)
        self.assertEqual(self.cached(scene), before)

    @unittest.skipIf(os.geteuid() != 0, "only root can give a folder away")
    def test_a_cache_of_another_owner_is_not_used(self):
        scene = self.scene()
        self.check(scene, 0)
        for path in [scene.cache, *scene.cache.rglob("*")]:
            os.chown(path, 1, 1)
        for path in self.cached(scene):
            os.utime(path, (0, 0))
        self.check(scene, 0)
        used = [path for path in self.cached(scene) if path.stat().st_mtime != 0]
        self.assertEqual(used, [])

    def test_a_damaged_cache(self):
        def truncate(path):
            os.truncate(path, path.stat().st_size // 2)

        def garble(path):
            middle = path.stat().st_size // 2
            with open(path, "r+b") as file:
                file.seek(middle)
                file.write(b"\xa5" * min(200, path.stat().st_size - middle))

        # The initialised cluster, and the state below the change, which took its time.
        scene = self.scene()
        scene.revision(["SELECT pg_sleep(0.5)"])
        scene.revision(["CREATE TABLE more (id int)"], ["DROP TABLE more"])
        self.check(scene, 0, "1 passed", arguments=["db/versions/r3.py"])
        self.assertEqual(len(self.cached(scene)), 2)
        for damage in (truncate, garble, os.unlink):
            with self.subTest(damage.__name__):
                for path in self.cached(scene):
                    damage(path)
                self.check(scene, 0, "1 passed", arguments=["db/versions/r3.py"])
                self.assertEqual(len(self.cached(scene)), 2)

    def test_a_file_system_that_takes_no_files(self):
        scene = self.scene()
        self.check(scene, 2, "cannot make the folder /proc/migcheck-",
                   environment={"TMPDIR": "/proc"})

    def test_an_environment_that_leads_elsewhere(self):
        scene = self.scene()
        with socket.socket() as other:  # takes no connection
            other.bind(("127.0.0.1", 0))
            other.listen()
            other.settimeout(0.01)
            port = str(other.getsockname()[1])
            self.check(scene, 0, environment={
                "PGHOSTADDR": "127.0.0.1", "PGHOST": "localhost", "PGPORT": port,
                "PGDATABASE": "other", "PGUSER": "other", "PGPASSWORD": "secret",
                "PGSSLMODE": "verify-full", "PGGSSENCMODE": "require",
                "PGCHANNELBINDING": "require", "PGTARGETSESSIONATTRS": "standby",
                "PGOPTIONS": "-c default_transaction_read_only=on"})
            with self.assertRaises(TimeoutError):
                other.accept()

    def test_a_server_of_the_same_kind_beside(self):
        scene = self.scene()
        slow = self.scene()
        slow.temporary = scene.temporary
        slow.revision(["SELECT pg_sleep(60)"])
        run = slow.start()
        self.assertTrue(comes_true(slow.active))
        self.assertEqual(scene.run()[0], 0)
        self.assertIsNone(run.poll())
        run.send_signal(signal.SIGTERM)
        slow.finish(run)
        self.assertEqual(slow.left_after(), [])
