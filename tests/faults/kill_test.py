"""Kills migcheck, its guardian, the server and a session at many points of a rehearsal. Each ends
in the right status and a clear message, and a few seconds later nothing is left."""

import signal
import unittest

from scene import Scene, comes_true

INT, TERM, QUIT, KILL = signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL

MAKE, DROP = ["CREATE TABLE parcels (id int)"], ["DROP TABLE parcels"]
AT_COMMIT = [
    "CREATE TABLE slow (id int)",
    "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'",
    "CREATE CONSTRAINT TRIGGER lingering AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION linger()",
    "INSERT INTO slow VALUES (1)"]


def sleep(seconds=60):
    return [f"SELECT pg_sleep({seconds})"]


def active(text):
    return lambda scene: any(text in statement for statement in scene.active())


def copying(scene):
    folder = scene.folder()
    return folder and (folder / "server/data").exists()


def ready(scene):
    folder = scene.folder()
    return folder and (folder / "server/.s.PGSQL.5432").exists()


LASTING = {"upgrade": sleep(1), "downgrade": []}  # so that it can be seen on a busy machine

# Where in the run → what makes it last there, whether it starts from nothing, how it is seen.
PLACES = {
    "making the folder": (LASTING, False, lambda scene: scene.folder()),
    "initdb": ({}, True, lambda scene: scene.find("bin/initdb -D")),
    "its server": ({}, True, lambda scene: scene.find("postgres --(boot|single)")),
    "copying": (LASTING, False, copying),
    "starting": (LASTING, False, Scene.server),
    "ready": (LASTING, False, ready),
    "the base": ({"base": sleep()}, False, active("pg_sleep")),
    "an upgrade": ({"upgrade": sleep()}, False, active("pg_sleep")),
    "a short upgrade": ({"upgrade": sleep(2), "downgrade": []}, False, active("pg_sleep")),
    "a loop": ({"upgrade": ["DO 'BEGIN LOOP END LOOP; END'"]}, False, active("LOOP")),
    "a downgrade": ({"downgrade": sleep()}, False, active("pg_sleep")),
    "the end of a transaction": ({"upgrade": AT_COMMIT}, False, active("SET CONSTRAINTS")),
    "a copy": ({"upgrade": ["CREATE TEMP TABLE t (a int)", *sleep()]}, False,
               active("migcheck_trial: ")),
}

BEFORE_GUARDIAN = "making the folder"  # what is left then is for the next run to delete

GOES_ON = (0, "")
ENDED = (2, "PostgreSQL's server has ended")

KILLED = (2, "PostgreSQL's server has ended: it was killed by signal 9")

# (place, who is killed, how, the status and a part of what is said, of which one is expected; none:
# migcheck's own end)
KILLS = [
    ("making the folder", "migcheck", KILL),
    ("initdb", "migcheck", KILL),
    ("initdb", "migcheck", INT),
    ("its server", "migcheck", KILL),
    ("its server", "migcheck", TERM),
    ("copying", "migcheck", KILL),
    ("starting", "migcheck", KILL),
    ("starting", "migcheck", TERM),
    ("starting", "server", KILL, GOES_ON, KILLED),  # it is started again, if it was not ready yet
    ("ready", "migcheck", INT),
    ("the base", "migcheck", INT),
    ("the base", "migcheck", KILL),
    ("the base", "server", QUIT, ENDED),
    ("an upgrade", "migcheck", TERM),
    ("an upgrade", "migcheck", KILL),
    ("an upgrade", "server", KILL, KILLED),
    ("an upgrade", "server", INT, ENDED),
    ("an upgrade", "backend", KILL, (2, "was terminated by signal 9")),
    ("an upgrade", "backend", TERM, (1, "terminating connection due to administrator command")),
    ("an upgrade", "guardian", KILL, ENDED),
    ("a short upgrade", "server", TERM, GOES_ON),  # which waits for its sessions
    ("a loop", "migcheck", KILL),
    ("a loop", "server", KILL, KILLED),
    ("a downgrade", "migcheck", KILL),
    ("a downgrade", "server", KILL, KILLED),
    ("a downgrade", "backend", KILL, (2, "was terminated by signal 9")),
    ("the end of a transaction", "migcheck", TERM),
    ("the end of a transaction", "server", QUIT, ENDED),
    ("a copy", "migcheck", KILL),
    ("a copy", "backend", KILL, (2, "was terminated by signal 9")),
]


class Killed(unittest.TestCase):
    def setUp(self):
        self.scene = Scene()
        self.addCleanup(self.scene.__exit__)

    def warm_up(self):
        """Fills the cache."""
        self.scene.revision()
        self.assertEqual(self.scene.run()[0], 0)

    def wait_for(self, condition, what):
        self.assertTrue(comes_true(condition), f"not seen: {what}")

    def nothing_is_left(self):
        self.assertEqual(self.scene.left_after(), [])

    def kill(self, place, victim, number, *expected):
        history, cold, seen = PLACES[place]
        if not cold:
            self.warm_up()
        self.scene.revision(history.get("base", ()))
        last = self.scene.revision(history.get("upgrade", MAKE), history.get("downgrade", DROP))
        run = self.scene.start(f"db/versions/{last}.py")
        self.wait_for(lambda: seen(self.scene), place)
        if victim == "migcheck":
            run.send_signal(number)
        else:
            getattr(self.scene, victim)().kill(number)
        status, said = self.scene.finish(run)
        outcomes = expected or [(-number, "")]
        self.assertIn(status, [outcome for outcome, _ in outcomes], said)
        self.assertIn(dict(outcomes)[status], said)
        if place != BEFORE_GUARDIAN:
            self.nothing_is_left()
        self.scene.forget()
        self.warm_up()  # what it cached is sound
        self.nothing_is_left()

    def test_while_the_server_stops(self):
        # A process of the server that does not react: it is given five seconds.
        self.scene.revision(sleep(1))
        run = self.scene.start()
        self.wait_for(lambda: active("pg_sleep")(self.scene), "the upgrade")
        self.scene.find("^postgres: background writer").kill(signal.SIGSTOP)
        self.assertEqual(self.scene.finish(run)[0], 0)  # which does not wait for that
        self.wait_for(lambda: not self.scene.find("^postgres: checkpointer"), "the end")
        self.scene.guardian().kill(KILL)
        self.wait_for(lambda: not self.scene.processes(), "the end of the server")
        self.scene.forget()
        self.warm_up()
        self.nothing_is_left()

    def test_what_migcheck_and_its_guardian_leave_is_deleted_by_the_next_run(self):
        self.scene.revision(sleep())
        run = self.scene.start()
        self.wait_for(lambda: active("pg_sleep")(self.scene), "the upgrade")
        guardian = self.scene.guardian()
        guardian.kill(signal.SIGSTOP)  # else it would do its work
        run.kill()
        self.assertEqual(self.scene.finish(run)[0], -KILL)
        guardian.kill(KILL)
        self.wait_for(lambda: not self.scene.processes(), "the end of the server")
        self.assertTrue(self.scene.folder())
        self.scene.forget()
        self.scene.revision()
        self.assertEqual(self.scene.run()[0], 0)
        self.nothing_is_left()

    def test_a_server_that_still_runs_is_left_alone(self):
        self.scene.revision(sleep())
        run = self.scene.start()
        self.wait_for(lambda: active("pg_sleep")(self.scene), "the upgrade")
        guardian = self.scene.guardian()
        guardian.kill(signal.SIGSTOP)
        run.kill()
        self.scene.finish(run)
        self.scene.forget()
        self.scene.revision()
        self.assertEqual(self.scene.run()[0], 0)
        self.assertTrue(self.scene.server())
        guardian.kill(signal.SIGCONT)
        self.nothing_is_left()


def test_of(kill):
    return lambda self: self.kill(*kill)


for kill in KILLS:
    name = f"test_{kill[1]}_{kill[2].name}_in_{kill[0]}".replace(" ", "_").replace("'", "")
    setattr(Killed, name, test_of(kill))
