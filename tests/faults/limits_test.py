"""Migrations that take too much time or space, however they go about it, are cut, and the message
says by what."""

import time
import unittest

import psycopg2

from scene import Scene, comes_true

FILL = "INSERT INTO heap SELECT repeat(md5(i::text), 30) FROM generate_series(1, 100000000) i"
UNCUT = "SET statement_timeout = 0; SET lock_timeout = 0"
STUBBORN = """DO $$ BEGIN LOOP
  BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END;
END LOOP; END $$"""


class Limited(unittest.TestCase):
    def setUp(self):
        self.scene = Scene()
        self.addCleanup(self.scene.__exit__)

    def check(self, status, *parts):
        actual, said = self.scene.run()
        self.assertEqual(actual, status, said)
        for part in parts:
            self.assertIn(part, said)
        self.assertEqual(self.scene.left_after(), [])

    def test_a_migration_that_fills_the_disk(self):
        self.scene.configure("size-limit = '100 MB'")
        self.scene.revision()
        self.scene.revision(["CREATE TABLE heap (a text)", FILL], ["DROP TABLE heap"])
        self.check(1, "db/versions/r2.py", "stores more than 100 MB, the size-limit of [roundtrip]")

    def test_temporary_files_count(self):
        self.scene.configure("size-limit = '100 MB'")
        self.scene.revision(["SELECT count(*) FROM (SELECT repeat(md5(i::text), 30) AS a FROM "
                             "generate_series(1, 100000000) i ORDER BY 1 OFFSET 1) one"])
        self.check(1, "stores more than 100 MB, the size-limit of [roundtrip]")

    def test_what_the_server_writes_to_its_log_counts(self):
        self.scene.configure("size-limit = '100 MB'")
        self.scene.revision(["DO $$ BEGIN LOOP RAISE WARNING '%', repeat('x', 100000); END LOOP; "
                             "END $$"])
        self.check(1, "stores more than 100 MB, the size-limit of [roundtrip]")

    def test_a_statement_that_does_not_end(self):
        self.scene.configure("statement-timeout = '500ms'")
        self.scene.revision(["SELECT pg_sleep(60)"])
        self.check(1, "canceling statement due to statement timeout", "cut after 0.5 s")

    def test_a_migration_that_waits_for_a_lock(self):
        self.scene.configure("lock-timeout = '500ms'")
        self.scene.revision(["CREATE TABLE parcels (id int)"], ["DROP TABLE parcels"])
        self.scene.revision(["SELECT pg_sleep(2)", "ALTER TABLE parcels ADD COLUMN name text"],
                            ["ALTER TABLE parcels DROP COLUMN name"])
        run = self.scene.start("db/versions/r2.py")
        self.assertTrue(comes_true(lambda: any("pg_sleep" in one for one in self.scene.active())))
        other = psycopg2.connect(host=str(self.scene.folder() / "server"), dbname="postgres",
                                 user="migcheck_admin")
        other.cursor().execute("LOCK TABLE parcels IN ACCESS SHARE MODE")
        status, said = self.scene.finish(run)
        other.close()
        self.assertEqual(status, 1, said)
        self.assertIn("it waited for a lock that another transaction holds", said)

    def test_a_migration_that_switches_the_timeouts_off(self):
        self.scene.configure("time-limit = '1s'")
        self.scene.revision([UNCUT, "SELECT pg_sleep(60)"])
        self.check(1, "stopped by migcheck: it runs for longer than 1 s, the time-limit of "
                   "[roundtrip]")

    def test_a_migration_that_does_not_let_itself_be_cancelled(self):
        self.scene.configure("time-limit = '1s'")
        self.scene.revision([UNCUT, STUBBORN])
        self.check(1, "stopped by migcheck: it runs for longer than 1 s, the time-limit of "
                   "[roundtrip]")

    def test_a_session_that_does_not_answer_at_all(self):
        self.scene.configure("time-limit = '1s'")
        self.scene.revision(["SELECT pg_sleep(60)"])
        run = self.scene.start()
        self.assertTrue(comes_true(lambda: any("pg_sleep" in one for one in self.scene.active())))
        self.scene.backend().kill(19)  # SIGSTOP
        status, said = self.scene.finish(run)
        self.assertEqual(status, 2, said)
        self.assertIn("it runs for longer than 1 s, the time-limit of [roundtrip]", said)

    def test_many_small_statements_are_not_one_long_one(self):
        self.scene.configure("time-limit = '3s'", "statement-timeout = '2s'")
        for _ in range(3):
            self.scene.revision(["SELECT pg_sleep(0.6)"])
        start = time.monotonic()
        self.check(0)
        self.assertGreater(time.monotonic() - start, 3)
