"""Migrations that reach for the machine, or for more rights, get nothing, and a message."""

import unittest

from scene import Scene

# (statements, a part of the message)
REFUSED = {
    "a program's output": (["CREATE TABLE t (a text)", "COPY t FROM PROGRAM 'id'"],
                           "permission denied to COPY to or from an external program|"
                           "must be superuser or have privileges of the pg_execute_server_program"),
    "a program's input": (["COPY (SELECT 1) TO PROGRAM 'cat'"],
                          "external program|pg_execute_server_program"),
    "a file by COPY": (["CREATE TABLE t (a text)", "COPY t FROM '/etc/passwd'"],
                       "COPY from a file|pg_read_server_files"),
    "writing a file": (["COPY (SELECT 1) TO '/tmp/migcheck-was-here'"],
                       "COPY to a file|pg_write_server_files"),
    "pg_read_file": (["SELECT pg_read_file('/etc/passwd')"], "permission denied for function"),
    "pg_ls_dir": (["SELECT pg_ls_dir('.')"], "permission denied for function"),
    "a large object of a file": (["SELECT lo_import('/etc/passwd')"],
                                 "permission denied for function lo_import"),
    "a file of a large object": (["SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/migcheck-x')"],
                                 "permission denied for function lo_export"),
    "LOAD": (["LOAD '/tmp/evil.so'"], "access to library .* is not allowed"),
    "a preloaded library": (["SET session_preload_libraries = 'evil'"], "permission denied"),
    "a function in C": (["CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/tmp/evil.so', 'f'"],
                        "permission denied for language c"),
    "an internal function": (["CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'pg_backend_pid'"],
                             "permission denied for language internal"),
    "a language": (["CREATE LANGUAGE evil HANDLER plpgsql_call_handler"], "must be superuser"),
    "ALTER SYSTEM": (["COMMIT", "ALTER SYSTEM SET archive_command = 'id'", "BEGIN"],
                     "permission denied"),
    "a superuser": (["CREATE ROLE evil SUPERUSER LOGIN"],
                    "must be superuser to create superusers|permission denied to create role"),
    "becoming a superuser": (["ALTER ROLE postgres SUPERUSER"],
                             "must be superuser|permission denied to alter role"),
    "another role": (["SET ROLE migcheck_admin"], "permission denied to set role"),
    "another session": (["SET SESSION AUTHORIZATION migcheck_admin"], "permission denied to set"),
    "a predefined role": (["GRANT pg_execute_server_program TO postgres"],
                          "must have admin option|permission denied to grant role"),
    "an untrusted extension": (["CREATE EXTENSION file_fdw"], "permission denied to create extension"),
    "a tablespace": (["COMMIT", "CREATE TABLESPACE t LOCATION '/tmp'", "BEGIN"],
                     "permission denied to create tablespace"),
    "the catalog": (["UPDATE pg_authid SET rolsuper = true"], "permission denied for table pg_authid"),
    "its own end": (["SELECT pg_terminate_backend(pg_backend_pid())"],
                    "terminating connection due to administrator command"),
    "a deadlock with itself": (["SELECT pg_advisory_lock(1)",
                                "DO $$ BEGIN RAISE deadlock_detected; END $$"], "40P01"),
}


class Hostile(unittest.TestCase):
    def refused(self, scene, what):
        statements, message = REFUSED[what]
        identity = scene.revision(statements)
        status, said = scene.run(f"db/versions/{identity}.py")
        self.assertEqual(status, 1, said)
        self.assertRegex(said, message)
        self.assertEqual(scene.left_after(), [])
        scene.revisions.pop()  # the next one takes its place

    def test_everything_that_is_refused(self):
        with Scene() as scene:
            for what in REFUSED:
                with self.subTest(what):
                    self.refused(scene, what)

    def test_a_superuser_by_dblink(self):
        # The socket trusts everybody who reaches it; dblink asks for a password all the same.
        with Scene() as scene:
            scene.revision(["SELECT dblink_connect('user=migcheck_admin')"])
            status, said = scene.run("--all", "--extension", "dblink")
            self.assertEqual(status, 1, said)
            self.assertRegex(said, "password (or GSSAPI delegated credentials )?(is )?required")
