#!/usr/bin/python3
"""Holds `migcheck merge-heads` against `alembic merge`: merge_heads.py MIGCHECK

For each project the merge revision that migcheck writes must be the file that real Alembic makes
for the same heads, message and id, but for the date; afterwards real Alembic must see one head.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
ORACLE = os.environ.get("MIGCHECK_ORACLE_PYTHONPATH",
                        str(SOURCE / "build/oracle/usr/lib/python3/dist-packages"))
DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")

OWN_TEMPLATE = '''## made by hand
"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision}
Create Date: ${create_date}
"""

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
labels, dependencies = ${repr(branch_labels)}, ${depends_on}
${imports if imports else "import os"}
x = 1 + \\
    2


def upgrade():
    ${upgrades if upgrades else "pass"}
'''

# Each with the ids of its heads, what the ini says, and a template if it is not Alembic's.
PROJECTS = {
    "plain": (["b2", "c3"], "", None),
    "twelve digits": (["0a1b2c3d4e5f", "5f4e3d2c1b0a"], "", None),
    "three heads": (["one", "two", "three_hundred"], "", None),
    "odd ids": (["b.2 x", "müller"], "", None),
    "own template": (["b2", "c3"], "", OWN_TEMPLATE),
    "own names": (["b2", "c3"], "file_template = %%(rev)s-%%(slug)s.%%(year)d-%%(month).2d\n"
                                "truncate_slug_length = 9\ntimezone = Europe/Berlin", None),
    "names in folders": (["b2", "c3"], "file_template = x/%%(rev)s\n"
                                       "recursive_version_locations = true", None),
    "an empty length": (["b2", "c3"], "truncate_slug_length = 0", None),
}


def run(command, folder):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": ORACLE,
           "PYTHONDONTWRITEBYTECODE": "1", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    done = subprocess.run([str(part) for part in command], cwd=folder, env=env, check=False,
                          capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def alembic(folder, *arguments):
    return run(["/usr/bin/python3", "-m", "alembic", *arguments], folder)


def make_project(folder, heads, ini, template):
    versions = folder / "db/versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = db\n{ini}\n")
    if template is None:
        where = run(["/usr/bin/python3", "-c", "import alembic; print(alembic.__path__[0])"], folder)
        template = pathlib.Path(where.strip(), "templates/generic/script.py.mako").read_text()
    (folder / "db/script.py.mako").write_text(template)
    (versions / "base.py").write_text("revision = 'base_1'\ndown_revision = None\n")
    for number, head in enumerate(heads):
        (versions / f"{number}.py").write_text(
            f"revision = {head!r}\ndown_revision = 'base_1'\n")


def files(folder):
    return {path.relative_to(folder): path.read_text()
            for path in (folder / "db/versions").rglob("*.py")}


def without_date(text):
    return DATE.sub("<date>", text)


class MergeHeads(unittest.TestCase):
    def merged(self, name, heads, ini, template):
        """The files of both, after each has merged its own copy of the project."""
        with tempfile.TemporaryDirectory() as folder:
            ours, theirs = pathlib.Path(folder, "ours"), pathlib.Path(folder, "theirs")
            for project in (ours, theirs):
                make_project(project, heads, ini, template)
            if name == "names in folders":  # Alembic itself does not make the folder
                (theirs / "db/versions/x").mkdir()
            before = files(ours)
            run([MIGCHECK, "merge-heads", "--write", "--strategy", "merge"], ours)
            (path, text), = (item for item in files(ours).items() if item[0] not in before)
            revision = re.search(r"^revision\b.*= '(.*)'", text, re.M).group(1)
            self.assertRegex(revision, "^[0-9a-f]{12}$")
            message = re.match('"""(merge heads .*)\n', text).group(1)
            alembic(theirs, "merge", "-m", message, "--rev-id", revision, "heads")
            self.assertEqual(alembic(ours, "heads"), f"{revision} (head)\n")
            return path, text, files(theirs)

    def test_the_merge_revision_is_the_one_that_alembic_makes(self):
        for name, (heads, ini, template) in PROJECTS.items():
            with self.subTest(name):
                path, text, theirs = self.merged(name, heads, ini, template)
                self.assertIn(path, theirs)
                self.assertEqual(without_date(text), without_date(theirs[path]))

    def test_a_project_without_a_template_gets_the_default_one(self):
        with tempfile.TemporaryDirectory() as folder:
            project = pathlib.Path(folder)
            make_project(project, ["b2", "c3"], "", None)
            default = run([MIGCHECK, "merge-heads", "--strategy", "merge"], project)
            (project / "db/script.py.mako").unlink()
            self.assertEqual(
                without_date(run([MIGCHECK, "merge-heads", "--strategy", "merge"], project)),
                without_date(default))

    def test_the_id_follows_from_the_heads_alone(self):
        ids = set()
        for order in (["b2", "c3"], ["c3", "b2"]):
            with tempfile.TemporaryDirectory() as folder:
                make_project(pathlib.Path(folder), order, "", None)
                text = run([MIGCHECK, "merge-heads", "--strategy", "merge"], folder)
                ids.add(re.search(r"Revision ID: (\w+)", text).group(1))
        self.assertEqual(len(ids), 1)


if __name__ == "__main__":
    MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not pathlib.Path(ORACLE, "alembic").is_dir():
        ORACLE = ""  # the system's own, where it is new enough
    unittest.main()
