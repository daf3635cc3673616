#!/usr/bin/python3
"""Holds what migcheck predicts of statements against what a real PostgreSQL does.

    tests/oracle/locks.py MIGCHECK [--pg-bindir DIR] [NAME…]

Every case of tests/oracle/locks (see lock_cases.py) whose name contains a NAME is run on a
throw-away server, and predicted by `migcheck check --explain-locks` from a lone .sql file: the
fixture and the set-up in a transaction, then the statement. What is compared, for every relation
that was there before the statement, indexes included: the strongest lock mode above ACCESS SHARE,
whether it is written anew, whether all its rows are read, whether an index is built anew; and
whether the statement fails in a transaction or for the rows that are there.

Prints what differs, then "N equal, N unknown, N wrong"; the exit status is 1 where anything is
wrong, or a case is not valid: its statement fails for any other reason. Unknown is only what the
prediction itself declares so.
"""

import argparse
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile

import psycopg2

import lock_cases
import lock_effects
from throwaway_server import Server, newest_installed


def script_of(file, case):
    """The lone .sql file that the prediction is made from."""
    parts = ["BEGIN;", file.fixture, *case.setup, "COMMIT;"]
    if case.before:
        parts += ["BEGIN;", *case.before]
    return "\n".join(parts) + "\n" + case.statement + "\n"


def predictions(migcheck, major, files):
    """By file and name of the case: the last statement of its script, as the report has it."""
    with tempfile.TemporaryDirectory() as name:
        folder, scripts = pathlib.Path(name), {}
        for file in files:
            for case in file.cases:
                path = f"{len(scripts):04}_{case.file}.sql"
                scripts[path] = case
                (folder / path).write_text(script_of(file, case))
        done = subprocess.run(
            [migcheck, "check", *scripts, "--format", "json", "--explain-locks", "--fail-on",
             "never", "--pg-version", str(major)],
            cwd=folder, capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit("error: migcheck: " + done.stderr.decode())
        last = {}
        for statement in json.loads(done.stdout)["statements"]:
            last[statement["path"]] = statement
    return {str(case): last[path] for path, case in scripts.items()}


class Fixture:
    """A database with a file's fixture, and one session for all cases that leave it as it is. While
    the session is open the database cannot be copied."""

    def __init__(self, server, database):
        self.server, self.database, self.session = server, database, None

    def close(self):
        if self.session is not None:
            self.session.close()
        self.session = None

    def measure(self, case):
        if not case.setup:
            return self.measure_prepared(case)
        self.close()
        with self.server.database("prepared", self.database) as database:
            prepared = Fixture(self.server, database)
            prepared.set_up(case)
            try:
                return prepared.measure_prepared(case)
            finally:
                prepared.close()

    def set_up(self, case):
        with contextlib.closing(self.server.connect(self.database)) as connection, \
                connection.cursor() as cursor:
            try:
                for sql in case.setup:
                    cursor.execute(sql)
            except psycopg2.Error as error:
                raise lock_effects.CaseError(f"set-up: {error}") from error

    def measure_prepared(self, case):
        if self.session is None:
            self.session = self.server.connect(self.database)
        effects = lock_effects.in_transaction(self.session, case)
        if effects.failure != "transaction" or case.before:
            return effects
        self.close()
        return lock_effects.outside_of_transaction(self.server, self.database, case)


class Comparison:
    """The differences of one case: wrong ones, and ones that the prediction says it cannot know."""

    def __init__(self, predicted, measured):
        self.wrong, self.unknown = [], []
        if not predicted["sql"]:
            self.unknown.append("the statement is opaque")
            return
        self.compare_failure(predicted, measured)
        if measured.failure == "rows" or measured.failure == "transaction" and not measured.locks:
            return  # what it took is gone again
        self.compare_locks(predicted, measured)
        for fact, relations in (("rewrite", measured.rewritten), ("scan", measured.scanned),
                                ("index_rebuild", measured.rebuilt)):
            self.compare_fact(predicted, fact, relations)

    def compare_failure(self, predicted, measured):
        in_transaction = predicted["fails_in_transaction"]
        if in_transaction == "unknown":
            self.unknown.append("whether it fails in a transaction")
        elif (in_transaction == "yes") != (measured.failure == "transaction"):
            self.wrong.append(f"fails in a transaction: predicted {in_transaction}, "
                              f"measured {measured.message or 'no'}")
        on_rows = predicted["fails_on_rows"]
        if on_rows == "unknown":
            self.unknown.append("whether it fails because of the rows")
        elif on_rows == ("no" if measured.failure == "rows" else "yes"):
            self.wrong.append(f"fails because of the rows: predicted {on_rows}, "
                              f"measured {measured.message or 'no'}")

    def compare_locks(self, predicted, measured):
        locks = dict(measured.held)
        for lock in predicted["locks"]:
            if lock["mode"] != "ACCESS SHARE":
                lock_effects.strengthen(locks, lock["relation"], lock["mode"])
        complete = predicted["locks_complete"]
        for relation in sorted(measured.locks.keys() | locks.keys()):
            ours, real = locks.get(relation, "none"), measured.locks.get(relation, "none")
            if ours == real or not complete and "none" in (ours, real):
                continue
            # A statement that waits for a table has not come to its indexes; that one was built
            # anew shows that its lock was taken later.
            if real == "none" and relation in measured.rebuilt and measured.waited:
                continue
            self.wrong.append(f"lock on {relation}: predicted {ours}, measured {real}")
        if not complete:
            self.unknown.append("whether that is all it locks")

    def compare_fact(self, predicted, fact, measured):
        values = {lock["relation"]: lock[fact] for lock in predicted["locks"]}
        other = "no" if predicted["locks_complete"] else "unknown"
        for relation in sorted(values.keys() | measured):
            value, real = values.get(relation, other), relation in measured
            if value == "unknown":
                self.unknown.append(f"{fact} of {relation}")
            elif (value == "yes") != real:
                self.wrong.append(f"{fact} of {relation}: predicted {value}, "
                                  f"measured {'yes' if real else 'no'}")

    def verdict(self):
        return "wrong" if self.wrong else "unknown" if self.unknown else "equal"


def judge(server, files, predicted):
    count, errors = {"equal": 0, "unknown": 0, "wrong": 0}, 0
    for file in files:
        with server.database("fixture", "template1") as template:
            with contextlib.closing(server.connect(template)) as connection, \
                    connection.cursor() as cursor:
                cursor.execute(file.fixture)
                cursor.execute("analyze")
            fixture = Fixture(server, template)
            for case in file.cases:
                try:
                    comparison = Comparison(predicted[str(case)], fixture.measure(case))
                except lock_effects.CaseError as error:
                    print(f"error: {case}\n    {case.statement}\n      {error}")
                    errors += 1
                    continue
                count[comparison.verdict()] += 1
                if comparison.verdict() != "equal":
                    print(f"{comparison.verdict()}: {case}\n    {case.statement}")
                    for line in comparison.wrong + comparison.unknown:
                        print("      " + line)
            fixture.close()
    print(f"PostgreSQL {server.major}: {count['equal']} equal, {count['unknown']} unknown, "
          f"{count['wrong']} wrong")
    if errors:
        print(f"{errors} cases are not valid")
    return count["wrong"] + errors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("migcheck", type=pathlib.Path)
    parser.add_argument("--pg-bindir", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_intermixed_args()
    bindir = options.pg_bindir or newest_installed()
    # Parallel workers would read and lock in the statement's place.
    with Server(bindir, max_parallel_maintenance_workers="0") as server:
        files = lock_cases.read_cases(server.major, options.names)
        predicted = predictions(options.migcheck.resolve(), server.major, files)
        return 1 if judge(server, files, predicted) else 0


sys.exit(main())
