#!/usr/bin/env python3
"""Compares what migcheck's evaluator makes of Python with what Python makes of it.

    python_values.py MIGCHECK [NAME…]

In the modules of python_values/, every expression that stands alone, and every function whose name
does not start with an underscore, is a case: a revision whose upgrade() executes the repr() of it.
Python runs that revision, with an `op` that writes down what it gets, and migcheck reads it. Both
have to come to the same texts, and to the same exception if there is one.

migcheck may give up (opaque) where `# opaque: CONSTRUCT` stands on the first line of a case, and
nowhere else. A wrong value is an error everywhere. NAME limits the run to cases whose name
("strings:12") starts with it.
"""

import ast
import contextlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import types
import warnings

CASES = pathlib.Path(__file__).parent / "python_values"

# Colons would be bind parameters; dollar quotes make one statement of any text.
REVISION = """{preamble}
from alembic import op
revision = "{revision}"
down_revision = {down_revision!r}

{definition}


def upgrade():
    op.execute("$v$" + repr({expression}).replace(":", "<colon>") + "$v$")


def downgrade():
    pass
"""

# Of a revision that migcheck's grammar does not parse: an error of its own.
UNREAD = {"statements": [], "opaque": [{"reason": "does not parse"}]}


class Case:
    def __init__(self, path, source, tree, node):
        self.name = f"{path.stem}:{node.lineno}"
        self.tree, self.node = tree, node
        self.lines = source.splitlines()
        marks = re.search(r"# opaque: (.+)", self.lines[node.lineno - 1])
        self.construct = marks.group(1) if marks else None

    def text_of(self, node):
        return "\n".join(self.lines[first_line(node) - 1 : node.end_lineno])

    def title(self):
        return ast.unparse(self.node).splitlines()[-1].strip()[:100]

    def revision_text(self, number):
        is_function = isinstance(self.node, ast.FunctionDef)
        expression = ast.get_source_segment("\n".join(self.lines), self.node)
        return REVISION.format(
            preamble="\n".join(self.text_of(n) for n in self.tree.body if not is_case(n)),
            revision=f"{number:012x}",
            down_revision=f"{number - 1:012x}" if number else None,
            definition=self.text_of(self.node) if is_function else "",
            expression=f"{self.node.name}()" if is_function else f"({expression})",
        )


def first_line(node):
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def is_case(node):
    if isinstance(node, ast.Expr):
        return True
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def load_cases():
    for path in sorted(CASES.glob("*.py")):
        source = path.read_text()
        tree = ast.parse(source)
        for node in tree.body:
            if is_case(node):
                yield Case(path, source, tree, node)


class Recorder(types.ModuleType):
    """alembic and its op in one."""

    def __init__(self):
        super().__init__("alembic")
        self.op, self.executed = self, []

    def execute(self, text):
        self.executed.append(text)


def python_outcome(text):
    """What is executed, and the exception that ends it."""
    recorder = Recorder()
    sys.modules["alembic"] = recorder
    module = types.ModuleType("migration")
    sys.modules["migration"] = module  # dataclasses look themselves up there
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            exec(compile(text, "migration.py", "exec"), module.__dict__)
            module.upgrade()
    except Exception as error:  # noqa: BLE001
        return recorder.executed, type(error).__name__
    return recorder.executed, None


def migcheck_scripts(migcheck, texts):
    with tempfile.TemporaryDirectory() as folder:
        versions = pathlib.Path(folder, "versions")
        versions.mkdir()
        for number, text in enumerate(texts):
            (versions / f"{number:012x}.py").write_text(text)
        command = [migcheck, "sql", "--format", "json", "-C", folder, "--migrations", "versions"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 2) or not done.stdout:  # 2: a case does not parse, and is counted
        raise AssertionError(f"{command}: {done.returncode} {done.stderr}")
    output = done.stdout
    by_revision = {entry["revision"]: entry["upgrade"] for entry in json.loads(output)["revisions"]}
    return [by_revision.get(f"{number:012x}", UNREAD) for number in range(len(texts))]


def is_part(part, whole):
    """Whether all of `part` is in `whole`, in this order."""
    rest = iter(whole)
    return all(item in rest for item in part)


def judge(executed, error, script):
    """equal, opaque, or wrong."""
    certain = [s["sql"] for s in script["statements"] if not s["conditional"]]
    reasons = [opaque["reason"] for opaque in script["opaque"]]
    expected_reasons = [[], [f"raises {error}"]] if error else [[]]
    if len(certain) == len(script["statements"]) and reasons in expected_reasons:
        return "equal" if certain == executed else "wrong"
    unsure = reasons or len(certain) < len(script["statements"])
    return "opaque" if unsure and is_part(certain, executed) else "wrong"


def report(case, verdict, executed, error, script):
    if verdict == "equal":
        print(f"--- {case.name}: is known now; remove its mark: {case.title()}")
        return
    print(f"--- {case.name} {verdict}: {case.title()}")
    print(f"  Python:   {'; '.join(executed)}{f' raises {error}' if error else ''}")
    texts = [("? " if s["conditional"] else "") + s["sql"] for s in script["statements"]]
    print(f"  migcheck: {'; '.join(texts)} {[o['reason'] for o in script['opaque']]}")


def main(migcheck, *names):
    cases = [c for c in load_cases() if not names or c.name.startswith(names)]
    if not cases:
        sys.exit("no case has such a name")
    texts = [case.revision_text(number) for number, case in enumerate(cases)]
    verdicts = []
    failed = False
    for case, text, script in zip(cases, texts, migcheck_scripts(migcheck, texts)):
        executed, error = python_outcome(text)
        verdict = judge(executed, error, script)
        verdicts.append(verdict)
        if verdict != ("opaque" if case.construct else "equal"):
            failed = True
            report(case, verdict, executed, error, script)
        elif verdict == "opaque":
            print(f"opaque: {case.construct} ({case.name})")
    equal, opaque = verdicts.count("equal"), verdicts.count("opaque")
    print(f"{equal} of {len(cases)} equal, {opaque} opaque")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
