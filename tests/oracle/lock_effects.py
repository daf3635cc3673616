"""What a statement does on a throw-away PostgreSQL: its locks, what it rewrites and reads."""

import contextlib
import dataclasses
import threading
import time

import psycopg2

WEAKEST_FIRST = ["AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock",
                 "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]
WORDS = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE",
         "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"]
RELATIONS = """
    select c.oid, n.nspname || '.' || c.relname, c.relkind::text, pg_relation_filenode(c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"""
LOCKS = "select relation, mode from pg_locks where locktype = 'relation' and pid = %s"


@dataclasses.dataclass
class Effects:
    """What a statement does to the relations that were there before it, by their names then."""
    locks: dict = dataclasses.field(default_factory=dict)  # relation → the strongest mode
    held: dict = dataclasses.field(default_factory=dict)  # the same, from earlier statements
    rewritten: set = dataclasses.field(default_factory=set)
    scanned: set = dataclasses.field(default_factory=set)
    rebuilt: set = dataclasses.field(default_factory=set)  # indexes
    failure: str = ""  # "transaction" or "rows"
    message: str = ""
    waited: bool = False  # seen while it waited for a lock, outside of a transaction


class CaseError(Exception):
    """The case itself is wrong: its statement fails for another reason, its set-up fails."""


def strengthen(locks, relation, mode):
    locks[relation] = max(locks.get(relation, WORDS[0]), mode, key=WORDS.index)


class Before:
    """The relations before a statement, and how many rows each has."""

    def __init__(self, cursor):
        cursor.execute(RELATIONS)
        self.relations = {oid: (name, kind, file) for oid, name, kind, file in cursor.fetchall()}
        self.rows = {}
        for oid, (name, kind, _) in self.relations.items():
            if kind in ("r", "m"):
                with contextlib.suppress(psycopg2.errors.ObjectNotInPrerequisiteState):
                    quoted = ".".join(f'"{part}"' for part in name.split("."))
                    cursor.execute(f"select count(*) from only {quoted}"
                                   if kind == "r" else f"select count(*) from {quoted}")
                    self.rows[oid] = cursor.fetchone()[0]

    def name(self, oid):
        return self.relations[oid][0]

    def note_locks(self, cursor, pid, locks):
        cursor.execute(LOCKS, (pid,))
        for oid, mode in cursor.fetchall():
            if oid in self.relations and mode != "AccessShareLock":
                strengthen(locks, self.name(oid), WORDS[WEAKEST_FIRST.index(mode)])

    def note_files(self, cursor, effects):
        cursor.execute(RELATIONS)
        now = cursor.fetchall()
        by_oid = {oid: file for oid, _, _, file in now}
        by_name = {name: file for _, name, _, file in now}
        for oid, (name, kind, file) in self.relations.items():
            new_file = by_oid.get(oid, by_name.get(name))  # an index may be made anew
            if new_file is None or new_file == file:
                continue
            if kind in ("r", "m"):
                effects.rewritten.add(name)
            elif kind == "i":
                effects.rebuilt.add(name)

    def note_scans(self, read_before, read_now, effects):
        for oid, count in read_now.items():
            read = count - read_before.get(oid, 0)
            if self.rows.get(oid, 0) > 0 and read >= self.rows[oid]:
                effects.scanned.add(self.name(oid))


def tuples_read(cursor, whose=""):
    """Of each table how many rows sequential scans have read."""
    cursor.execute(f"select relid, seq_tup_read from pg_stat_{whose}user_tables")
    return dict(cursor.fetchall())


def failure_of(error):
    """Why a statement failed: "transaction", "rows", or None where the case is to blame."""
    code = error.pgcode or ""
    if code in ("25001", "55P04"):  # … cannot run inside a transaction block; a new enum value
        return "transaction"
    return "rows" if code[:2] in ("22", "23") else None


def in_transaction(connection, case):
    """Runs the statement in a transaction that is rolled back."""
    effects = Effects()
    with connection.cursor() as cursor:
        outside = Before(cursor)
        cursor.execute("begin")
        try:
            for sql in case.before:
                cursor.execute(sql)
            before = Before(cursor) if case.before else outside
            pid = connection.get_backend_pid()
            before.note_locks(cursor, pid, effects.held)
            read_before = tuples_read(cursor, "xact_")
            try:
                cursor.execute(case.statement)
            except psycopg2.Error as error:
                effects.failure, effects.message = failure_of(error), str(error).strip()
                if effects.failure is None:
                    raise CaseError(f"{error.pgcode} {error}") from error
                return effects
            before.note_locks(cursor, pid, effects.locks)
            before.note_scans(read_before, tuples_read(cursor, "xact_"), effects)
            before.note_files(cursor, effects)
        finally:
            cursor.execute("rollback")
    return effects


class Waiting(threading.Thread):
    """Runs a statement in a session of its own, without a transaction around it."""

    def __init__(self, server, database, sql):
        super().__init__()
        self.connection = server.connect(database)
        self.pid = self.connection.get_backend_pid()
        self.sql = sql
        self.error = None

    def run(self):
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(self.sql)
        except psycopg2.Error as error:
            self.error = error
        finally:
            self.connection.close()  # which also sends the statistics


def wait_for_lock(cursor, waiting):
    """Waits until the statement waits for a lock; false where it ends without."""
    for _ in range(500):
        if not waiting.is_alive():
            return False
        cursor.execute("select count(*) from pg_stat_activity where pid = %s "
                       "and wait_event_type = 'Lock'", (waiting.pid,))
        if cursor.fetchone()[0]:
            return True
        time.sleep(0.01)
    raise CaseError("it neither waits nor ends")


def wait_for_statistics(server, cursor, pid):
    """Waits until the statistics of a session that has ended can be read."""
    for _ in range(500):
        cursor.execute("select count(*) from pg_stat_activity where pid = %s", (pid,))
        if not cursor.fetchone()[0]:
            break
        time.sleep(0.01)
    if server.major < 15:  # they go through a process of their own, which takes its time
        time.sleep(1)


def blocked(server, database, case, blocker, effects):
    """Adds what the statement holds and waits for while `blocker` is in its way, and what it has
    done when it got through."""
    with contextlib.closing(server.connect(database)) as counter, counter.cursor() as cursor:
        before = Before(cursor)
        counting = counter.get_backend_pid()
    with contextlib.closing(server.connect(database)) as watcher, \
            contextlib.closing(server.connect(database)) as other, \
            watcher.cursor() as cursor, other.cursor() as obstacle:
        wait_for_statistics(server, cursor, counting)
        read_before = tuples_read(cursor)
        obstacle.execute("begin")
        obstacle.execute(blocker)
        waiting = Waiting(server, database, case.statement)
        waiting.start()
        if not wait_for_lock(cursor, waiting):
            waiting.join()
            raise CaseError(f"does not wait for {blocker}: {waiting.error}")
        before.note_locks(cursor, waiting.pid, effects.locks)
        obstacle.execute("rollback")
        waiting.join(30)
        if waiting.error is not None:
            raise CaseError(f"outside of a transaction: {waiting.error}")
        wait_for_statistics(server, cursor, waiting.pid)
        before.note_scans(read_before, tuples_read(cursor), effects)
        before.note_files(cursor, effects)


def outside_of_transaction(server, template, case):
    """The union of what is seen with each blocker."""
    if not case.blocker:
        raise CaseError("fails in a transaction, and has no blocker")
    effects = Effects(failure="transaction", waited=True)
    for blocker in case.blocker:
        with server.database("blocked", template) as database:
            blocked(server, database, case, blocker, effects)
    return effects
