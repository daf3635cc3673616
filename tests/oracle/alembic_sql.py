#!/usr/bin/env python3
"""Compares the SQL of small revisions with what Alembic itself prints for them.

    alembic_sql.py MIGCHECK [NAME…]

Every function in alembic_sql/*.py that does not start with an underscore is the upgrade() of a
revision. Alembic runs it in --sql mode; migcheck reads it from a file. Both texts have to be equal
but for white space. Alembic raises in one whose name starts with refused_: migcheck must make no SQL
of it. A module's NAMING_CONVENTION is that of the target_metadata in env.py. NAME limits the run to
functions whose name ("columns.drop") starts with it.
"""

import ast
import importlib.util
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import oracle

CASES = pathlib.Path(__file__).parent / "alembic_sql"

REVISION = """{header}

revision = "{revision}"
down_revision = {down_revision!r}


{helpers}


{upgrade}


def downgrade():
    pass
"""


class Case:
    def __init__(self, module, path, source, tree, node):
        self.name = f"{path.stem}.{node.name}"
        self.module, self.path, self.source, self.tree, self.node = module, path, source, tree, node
        self.is_refused = node.name.startswith("refused_")

    def revision_text(self, revision, down_revision):
        """The module with only this function, which is called upgrade."""
        lines = self.source.splitlines()
        kept = [n for n in self.tree.body if not is_case(n)]
        is_import = lambda n: isinstance(n, (ast.Import, ast.ImportFrom))  # noqa: E731
        text_of = lambda n: "\n".join(lines[n.lineno - 1 : n.end_lineno])  # noqa: E731
        return REVISION.format(
            header="\n".join(text_of(n) for n in kept if is_import(n)),
            helpers="\n\n\n".join(text_of(n) for n in kept if not is_import(n)),
            upgrade=text_of(self.node).replace(f"def {self.node.name}(", "def upgrade(", 1),
            revision=revision,
            down_revision=down_revision,
        )

    @property
    def convention(self):
        return getattr(self.module, "NAMING_CONVENTION", None)

    def alembic_text(self):
        return oracle.render(getattr(self.module, self.node.name), self.convention)

    def is_equal(self, script):
        """Whether migcheck's script is what Alembic makes of the function; reports it if not."""
        if self.is_refused:
            is_equal = self.raises() and script["opaque"] and not script["statements"]
            expected = "refused"
        else:
            expected = self.alembic_text()
            is_equal = oracle.is_equal(expected, script)
        if not is_equal:
            report(self, expected, script)
        return is_equal

    def raises(self):
        try:
            self.alembic_text()
        except NameError:
            raise  # a mistake of the case itself
        except Exception:
            return True
        return False


def is_case(node):
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def load_cases():
    for path in sorted(CASES.glob("*.py")):
        source = path.read_text()
        tree = ast.parse(source)
        spec = importlib.util.spec_from_file_location(f"case_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        for node in tree.body:
            if is_case(node):
                yield Case(module, path, source, tree, node)


ENVIRONMENT = """from alembic import context
from sqlalchemy import MetaData

context.configure(target_metadata=MetaData(naming_convention={convention!r}))
"""


def migcheck_scripts(migcheck, cases):
    """The upgrade of each case, all of one convention, as migcheck prints it in JSON."""
    with tempfile.TemporaryDirectory() as folder:
        environment = ENVIRONMENT.format(convention=cases[0].convention)
        pathlib.Path(folder, "env.py").write_text(environment)
        versions = pathlib.Path(folder, "versions")
        versions.mkdir()
        down_revision = None
        for number, case in enumerate(cases):
            revision = f"{number:012x}"
            text = case.revision_text(revision, down_revision)
            (versions / f"{revision}.py").write_text(text)
            down_revision = revision
        command = [migcheck, "sql", "--format", "json", "-C", folder, "--migrations", "versions"]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    by_revision = {entry["revision"]: entry["upgrade"] for entry in json.loads(output)["revisions"]}
    return [by_revision[f"{number:012x}"] for number in range(len(cases))]


def report(case, expected, script):
    print(f"--- {case.name}")
    print(f"  Alembic:  {oracle.normalise(expected)}")
    print(f"  migcheck: {oracle.normalise(oracle.text_of(script))}")
    for opaque in script["opaque"]:
        print(f"  opaque:   line {opaque['start_line']}: {opaque['reason']}")


def main(migcheck, *names):
    cases = [c for c in load_cases() if not names or c.name.startswith(names)]
    if not cases:
        sys.exit("no case has such a name")
    equal = 0
    groups = itertools.groupby(cases, key=lambda case: case.convention)
    scripts = [s for _, group in groups for s in migcheck_scripts(migcheck, list(group))]
    for case, script in zip(cases, scripts):
        equal += bool(case.is_equal(script))
    print(f"{equal} of {len(cases)} functions equal")
    return 0 if equal == len(cases) else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
