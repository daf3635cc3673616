#!/usr/bin/env python3
"""Compares migcheck with Alembic over every revision of a real project.

    compare_history.py MIGCHECK [--naming-convention FILE] VERSIONS_DIR...

Alembic imports each revision and runs its upgrade() and downgrade() in --sql mode; a module that
cannot be imported is replaced by a stand-in. This executes the project's code: run it only on a
checkout that you trust. Each function is then one of

    equal           both texts are the same but for white space
    different       migcheck prints another text: a bug
    opaque          migcheck says that it does not know a part of it
    alembic cannot  Alembic itself fails in --sql mode, or needs a module that is not there

FILE holds as JSON what the project's MetaData(naming_convention=…) says: env.py is not run here.
Prints what is different or opaque, then the figures. The exit status is 1 if anything is different.
"""

import collections
import importlib.abc
import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import types

import oracle


class StandIn(types.ModuleType):
    """A module that is not there. Whatever is taken from it cannot be used for anything."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(f"{self.__name__}.{name}")


class Missing:
    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(f"{self._name}.{name}")

    def __call__(self, *_args, **_kwargs):
        raise NotThere(self._name)

    def __mro_entries__(self, _bases):
        return ()


class NotThere(Exception):
    pass


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: only what nothing else finds."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def load_revision(path, number):
    spec = importlib.util.spec_from_file_location(f"compared_revision_{number}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def alembic_text(path, number, direction, naming_convention):
    """The text, or the exception that kept Alembic from printing it."""
    try:
        function = getattr(load_revision(path, number), direction, None)
        return oracle.render(function, naming_convention) if function else ""
    except BaseException as error:  # SystemExit too: it is a project's code
        if isinstance(error, KeyboardInterrupt):
            raise
        return error


def migcheck_revisions(migcheck, folders):
    command = [migcheck, "sql", "--format", "json"]
    for folder in folders:
        command += ["--migrations", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in (0, 2):  # 2: a file that cannot be read is no revision
        sys.exit(f"error: {' '.join(command)}\n{result.stderr}")
    return json.loads(result.stdout)["revisions"]


def verdict_of(expected, script):
    if isinstance(expected, BaseException):
        return "alembic cannot"
    if script["opaque"]:
        return "opaque"
    return "equal" if oracle.is_equal(expected, script) else "different"


def report(name, verdict, expected, script):
    if verdict == "opaque":
        print(f"--- {name}: opaque")
        for opaque in script["opaque"]:
            print(f"  line {opaque['start_line']}: {opaque['reason']}")
    elif verdict == "different":
        print(f"--- {name}: different")
        print(f"  Alembic:  {oracle.normalise(expected)}")
        print(f"  migcheck: {oracle.normalise(oracle.text_of(script))}")


def main(migcheck, *arguments):
    naming_convention = None
    if arguments[0] == "--naming-convention":
        naming_convention = json.loads(pathlib.Path(arguments[1]).read_text())
        arguments = arguments[2:]
    folders = [pathlib.Path(argument).resolve() for argument in arguments]
    for folder in folders:
        if not folder.is_dir():
            sys.exit(f"error: there is no folder {folder}")
    sys.meta_path.append(StandInFinder())
    verdicts = collections.Counter()
    for number, revision in enumerate(migcheck_revisions(migcheck, folders)):
        for direction in ("upgrade", "downgrade"):
            expected = alembic_text(revision["path"], number, direction, naming_convention)
            script = revision[direction]
            verdict = verdict_of(expected, script)
            verdicts[verdict] += 1
            report(f"{revision['revision']} {direction}", verdict, expected, script)
    rendered = sum(verdicts.values()) - verdicts["alembic cannot"]
    print(f"{verdicts['equal']} of {rendered} functions that Alembic renders are equal")
    for verdict in ("different", "opaque", "alembic cannot"):
        print(f"{verdicts[verdict]} {verdict}")
    return 1 if verdicts["different"] else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
