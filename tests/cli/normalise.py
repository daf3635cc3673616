"""Takes out of an output what differs from one run to the next."""

import os
import re
import subprocess

MILLISECONDS = re.compile(r"( ?) *\b\d+(?:\.\d+)?(?= ms\b)")  # in a column of some width
JSON_MILLISECONDS = re.compile(r'("(?:\w+_)?ms": )\d+(?:\.\d+)?')
SERVER_VERSION = re.compile(r"\bPostgreSQL \d+\.\d+(?: \([^)]*\))?")
JSON_SERVER_VERSION = re.compile(r'("pg_version": )"\d+\.\d+[^"]*"')
DATE = re.compile(r"\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?")
HEXADECIMAL = re.compile(r"\b[0-9a-f]{7,40}\b")


def commit_names(folder):
    """{full id: "<commit NAME>"} of all commits of the repositories below `folder`.

    A commit that a branch points to has its name, any other is called by its subject.
    """
    names = {}
    for parent, folders, files in os.walk(folder):
        if ".git" in folders or ("HEAD" in files and "objects" in folders):
            names.update(names_in(parent))
            folders[:] = [f for f in folders if f not in (".git", "objects", "refs")]
    return names


def names_in(repository):
    def git(*arguments):
        command = ["git", "-c", "safe.directory=*", "-C", repository, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    names = {}
    for line in git("log", "--all", "--format=%H %s").splitlines():
        commit, _, subject = line.partition(" ")
        names[commit] = f"<commit {subject!r}>"
    for line in git("for-each-ref", "--format=%(objectname) %(refname:short)", "refs/heads"
                    ).splitlines():
        commit, _, branch = line.partition(" ")
        names[commit] = f"<commit {branch}>"
    return names


def normalise(text, folder, names):
    """`folder` becomes <dir>; times, dates, server versions and commit ids placeholders."""
    text = text.replace(os.path.realpath(folder), "<dir>").replace(folder, "<dir>")
    text = MILLISECONDS.sub(r"\1<n>", text)
    text = JSON_MILLISECONDS.sub(r"\1<n>", text)
    text = SERVER_VERSION.sub("PostgreSQL <version>", text)
    text = JSON_SERVER_VERSION.sub(r'\1"<version>"', text)
    text = DATE.sub("<date>", text)

    def name(match):
        return next((n for c, n in names.items() if c.startswith(match.group())), match.group())

    return HEXADECIMAL.sub(name, text)
