"""Alembic itself, in --sql mode, and what its text is compared by.

Importing this module puts Alembic on the path: from MIGCHECK_ORACLE_PYTHONPATH, or from where
scripts/install-deps --tests unpacks it. Without it there is nothing to compare with: an error.
"""

import io
import os
import pathlib
import re
import sys
import warnings

SOURCE = pathlib.Path(__file__).resolve().parents[2]
INSTALLED = SOURCE / "build/oracle/usr/lib/python3/dist-packages"

path = os.environ.get("MIGCHECK_ORACLE_PYTHONPATH", str(INSTALLED))
if not pathlib.Path(path, "alembic").is_dir():
    sys.exit(f"error: Alembic is not in {path}: run scripts/install-deps --tests first")
sys.path.insert(0, path)
warnings.simplefilter("ignore")

import alembic  # noqa: E402
import sqlalchemy  # noqa: E402
from alembic.migration import MigrationContext  # noqa: E402
from alembic.operations import Operations  # noqa: E402


def migration_context(buffer, naming_convention=None):
    """As Alembic's own env.py template configures it for --sql."""
    options = {"as_sql": True, "output_buffer": buffer, "literal_binds": True}
    if naming_convention:
        options["target_metadata"] = sqlalchemy.MetaData(naming_convention=naming_convention)
    return MigrationContext.configure(
        dialect_name="postgresql", dialect_opts={"paramstyle": "named"}, opts=options
    )


def render(function, naming_convention=None):
    """The text that Alembic prints for one function of a revision."""
    buffer = io.StringIO()
    with Operations.context(migration_context(buffer, naming_convention)):
        function()
    return buffer.getvalue()


def text_of(script):
    """migcheck's statements as one text, as Alembic prints them."""
    return "\n\n".join(statement["sql"] + ";" for statement in script["statements"])


def normalise(text):
    """White space does not count; nor does the order of indexes and of constraints that Alembic
    takes out of a set: those of index=True in one table, those of one added column."""
    statements = [re.sub(r"\s+", " ", s).strip() for s in re.split(r";[ \t]*\n\s*\n", text + "\n\n")]
    result, run, kind = [], [], None
    for statement in [*statements, ""]:
        new_kind = unordered_kind(statement)
        if run and new_kind != kind:
            result += sorted(run)
            run = []
        kind = new_kind
        if kind:
            run.append(statement)
        elif statement:
            result.append(statement)
    return "; ".join(result)


def unordered_kind(statement):
    if re.match(r"CREATE (UNIQUE )?INDEX ", statement):
        return "index " + re.search(r" ON (\S+)", statement).group(1)
    added = re.match(r"ALTER TABLE (\S+) ADD (FOREIGN|UNIQUE|CONSTRAINT|CHECK)", statement)
    return "constraint " + added.group(1) if added else None


def is_equal(expected, script):
    return not script["opaque"] and normalise(expected) == normalise(text_of(script))
