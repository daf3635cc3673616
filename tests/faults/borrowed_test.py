"""--database-url: a database on a server of somebody else's. It is made there, used and dropped,
and nothing else is touched."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

import psycopg2

import scene
from scene import NOBODY, Scene, comes_true

MAKE, DROP = ["CREATE TABLE parcels (id int)"], ["DROP TABLE parcels"]
MARK = "Made by migcheck for a rehearsal, and dropped at its end"
SECRET = "s3cr3t-word"


class Server:
    """A server that is not migcheck's."""

    def __init__(self):
        newest = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"),
                     key=lambda path: int(path.parts[-2]))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mcs-", dir="/tmp"))
        self.account = {}
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            self.account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        subprocess.run([newest / "initdb", "-D", self.folder / "data", "-U", "root", "--no-sync",
                        "--auth=trust", "--locale=C", "--encoding=UTF8"], check=True,
                       capture_output=True, cwd=self.folder, **self.account)
        self.process = subprocess.Popen(
            [newest / "postgres", "-D", self.folder / "data", "-c", "listen_addresses=",
             "-c", "fsync=off", "-c", "autovacuum=off", "-c",
             f"unix_socket_directories={self.folder}"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.account)
        assert comes_true(self.answers)
        self.do("CREATE ROLE tester LOGIN CREATEDB", "CREATE ROLE guest LOGIN",
                "CREATE ROLE reader LOGIN CREATEDB IN ROLE pg_read_server_files",
                "CREATE DATABASE theirs OWNER tester")

    def answers(self):
        try:
            self.do()
        except psycopg2.OperationalError:
            return False
        return True

    def url(self, role="tester", database="theirs"):
        return f"postgresql://{role}:{SECRET}@/{database}?host={self.folder}"

    def do(self, *statements, role="root", database="postgres"):
        connection = psycopg2.connect(host=str(self.folder), user=role, dbname=database)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else None
        finally:
            connection.close()

    def databases(self):
        return sorted(row[0] for row in self.do("SELECT datname FROM pg_database"))

    def active(self):
        return [row[0] for row in self.do("SELECT query FROM pg_stat_activity WHERE "
                                          "usename = 'tester' AND state = 'active'")]

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


THEIRS = ["postgres", "template0", "template1", "theirs"]


class Borrowed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        self.scene = Scene()
        self.addCleanup(self.scene.__exit__)

    def start(self, *arguments, role="tester"):
        return self.scene.start("--all", "--database-url", self.server.url(role), *arguments)

    def check(self, status, *parts, run=None):
        actual, said = self.scene.finish(run or self.start())
        self.assertEqual(actual, status, said)
        for part in parts:
            self.assertIn(part, said)
        self.assertNotIn(SECRET, said)
        self.nothing_is_left()

    def nothing_is_left(self):
        comes_true(lambda: not self.scene.left() and self.server.databases() == THEIRS, 10)
        self.assertEqual(self.scene.left(), [])
        self.assertEqual(self.server.databases(), THEIRS)

    def sleeping(self, *upgrade):
        """A run in the middle of an upgrade."""
        self.scene.revision([*upgrade, "SELECT pg_sleep(60)"])
        run = self.start()
        self.assertTrue(comes_true(lambda: any("pg_sleep" in one for one in self.server.active())))
        return run

    def test_the_rehearsal_happens_in_a_database_of_its_own(self):
        self.scene.revision(MAKE, DROP)
        self.scene.revision(["CREATE TABLE which AS SELECT current_database() AS name",
                             "DO $$ BEGIN IF current_database() !~ '^migcheck_[0-9a-f]{16}' THEN "
                             "RAISE 'in %', current_database(); END IF; END $$"],
                            ["DROP TABLE which"])
        self.check(0, "2 revisions: 2 passed")
        self.assertFalse(self.server.do("SELECT 1 FROM pg_tables WHERE schemaname = 'public'",
                                        database="theirs"))

    def test_a_trial_in_a_copy(self):
        self.scene.revision(["CREATE TABLE t (a int)", "CREATE TEMP TABLE u (a int) ON COMMIT DROP"],
                            ["DROP TABLE t"])
        self.check(0, "1 revision: 1 passed")

    def test_a_fault_is_found(self):
        self.scene.revision(MAKE, [])
        self.scene.revision(["CREATE TABLE parcels (id int)"], DROP)
        self.check(1, 'relation "parcels" already exists')

    def test_killed_it_leaves_no_database(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            for upgrade in ([], ["CREATE TEMP TABLE t (a int)"]):
                with self.subTest(f"{number.name} {upgrade}"):
                    run = self.sleeping(*upgrade)
                    run.send_signal(number)
                    self.check(-number, run=run)
                    self.scene.forget()

    def test_what_is_left_when_all_is_killed_is_dropped_by_the_next_run(self):
        for upgrade in ([], ["CREATE TEMP TABLE t (a int)"]):
            with self.subTest(upgrade):
                run = self.sleeping(*upgrade)
                for process in self.scene.processes():  # and its guard
                    process.kill(signal.SIGKILL)
                self.scene.finish(run)
                self.server.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                               "WHERE usename = 'tester'")
                self.assertTrue(comes_true(lambda: not self.server.active()))
                self.assertNotEqual(self.server.databases(), THEIRS)
                self.scene.forget()
                self.scene.revision(MAKE, DROP)
                self.check(0)
                self.scene.forget()

    def test_what_only_looks_like_a_leftover_stays(self):
        name = "migcheck_0123456789abcdef"
        cases = {
            "without our comment": [f"CREATE DATABASE {name} OWNER tester"],
            "of another role": [f"CREATE DATABASE {name} OWNER guest",
                                f"COMMENT ON DATABASE {name} IS '{MARK}'"],
            "of another name": ["CREATE DATABASE migcheck_kept OWNER tester",
                                f"COMMENT ON DATABASE migcheck_kept IS '{MARK}'"],
        }
        self.scene.revision(MAKE, DROP)
        for case, statements in cases.items():
            with self.subTest(case):
                self.server.do(*statements)
                before = self.server.databases()
                self.assertEqual(self.scene.finish(self.start())[0], 0)
                self.assertEqual(self.server.databases(), before)
                self.server.do(f"DROP DATABASE {statements[0].split()[2]}")

    def test_a_run_beside_is_left_alone(self):
        run = self.sleeping()
        beside = self.server.databases()
        other = Scene()
        self.addCleanup(other.__exit__)
        other.revision(MAKE, DROP)
        self.assertEqual(other.run("--all", "--database-url", self.server.url())[0], 0)
        self.assertEqual(self.server.databases(), beside)
        run.terminate()
        self.check(-signal.SIGTERM, run=run)

    def test_a_session_between_two_steps_counts_as_in_use(self):
        name = "migcheck_0123456789abcdef"
        self.server.do(f"CREATE DATABASE {name} OWNER tester",
                       f"COMMENT ON DATABASE {name} IS '{MARK}'")
        keeper = psycopg2.connect(host=str(self.server.folder), user="tester", dbname="theirs",
                                  application_name=f"migcheck {name}")
        self.scene.revision(MAKE, DROP)
        self.assertEqual(self.scene.finish(self.start())[0], 0)
        self.assertIn(name, self.server.databases())
        keeper.close()
        self.check(0)

    def test_who_may_make_no_database(self):
        self.scene.revision(MAKE, DROP)
        self.check(2, "the role guest of --database-url may not make databases",
                   'ALTER ROLE "guest" CREATEDB', run=self.start(role="guest"))

    def test_who_may_do_too_much(self):
        self.scene.revision(MAKE, DROP)
        self.check(2, "the role root of --database-url is a superuser", "--allow-superuser",
                   run=self.start(role="root"))
        self.check(2, "the role reader of --database-url may read or write the server's files",
                   run=self.start(role="reader"))
        self.check(0, run=self.start("--allow-superuser", role="root"))

    def test_a_password_is_never_told(self):
        self.scene.revision(MAKE, DROP)
        self.check(2, "cannot connect to PostgreSQL", run=self.start(role="nobody_of_that_name"))
        self.check(2, "cannot connect to PostgreSQL", run=self.scene.start(
            "--all", "--database-url", f"postgresql://a:{SECRET}@127.0.0.1:1/x"))
        self.check(2, "the database URL", run=self.scene.start(
            "--all", "--database-url", f"mysql://a:{SECRET}@127.0.0.1:1/x"))

    def test_alembic_itself_is_not_run_there(self):
        self.scene.revision(MAKE, DROP)
        for option in (["--engine", "alembic"], ["--check-models"]):
            self.check(2, "need a throw-away server", run=self.start(*option))

    def test_the_environment_is_another_way_to_say_it(self):
        self.scene.revision(["DO $$ BEGIN RAISE '%', current_user; END $$"])
        status, said = self.scene.run(environment={"MIGCHECK_DATABASE_URL": self.server.url()})
        self.assertEqual(status, 1)
        self.assertIn("fails: tester", said)

    def test_the_limits_hold_there_too(self):
        self.scene.configure("time-limit = '1s'")
        self.scene.revision(["SET statement_timeout = 0", "SELECT pg_sleep(60)"])
        self.check(1, "it runs for longer than 1 s, the time-limit of [roundtrip]")
        self.scene.forget()
        self.scene.configure("size-limit = '100 MB'")
        self.scene.revision(["CREATE TABLE heap AS SELECT repeat(md5(i::text), 30) "
                             "FROM generate_series(1, 100000000) i"])
        self.check(1, "stores more than 100 MB, the size-limit of [roundtrip]")

    def test_the_server_is_stopped(self):
        run = self.sleeping()
        self.server.process.send_signal(signal.SIGINT)
        self.server.process.wait()
        status, said = self.scene.finish(run)
        type(self).server.stop()
        type(self).server = Server()
        self.assertEqual(status, 2, said)
        self.assertIn("cannot connect to PostgreSQL", said)
        self.assertNotIn(SECRET, said)


assert scene.MIGCHECK  # by run.py
