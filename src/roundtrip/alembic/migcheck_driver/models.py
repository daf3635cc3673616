"""What `alembic check` says: how the models differ from the database."""

from alembic import autogenerate
from alembic.runtime.environment import EnvironmentContext


def differences(config, script):
    """One line per operation that a new revision would need. As alembic.command.check does it,
    which tells them only as one text."""
    arguments = dict.fromkeys(("message", "version_path", "rev_id", "depends_on"))
    arguments.update(autogenerate=True, sql=False, head="head", splice=False, branch_label=None)
    revision = autogenerate.RevisionContext(config, script, arguments)

    def compare(heads, context):
        revision.run_autogenerate(heads, context)
        return []

    with EnvironmentContext(config, script, fn=compare, template_args=revision.template_args):
        script.run_env()
    found = revision.generated_revisions[-1].upgrade_ops_list
    return [line_of(diff) for operations in found for diff in flat(operations.as_diffs())]


def flat(diffs):
    """Several changes of one column are a list in the list."""
    for diff in diffs:
        yield from diff if isinstance(diff, list) else [diff]


def line_of(diff):
    """("add_column", schema, table, Column) → "add column users.name VARCHAR"."""
    kind, what = diff[0], diff[0].replace("_", " ")
    if kind.endswith("_table"):
        return "{} {}".format(what, diff[1].fullname)
    if kind in ("add_column", "remove_column"):
        return "{} {}.{} {}".format(what, named(*diff[1:3]), diff[3].name, diff[3].type)
    if kind.startswith("modify_"):
        column = "{}.{}".format(named(*diff[1:3]), diff[3])
        return "{} of {}: {} -> {}".format(what, column, text_of(diff[-2]), text_of(diff[-1]))
    item = diff[1]
    table = getattr(item, "table", None)
    on = "" if table is None else " on " + table.fullname
    return "{} {}{}".format(what, getattr(item, "name", item) or "(unnamed)", on)


def named(schema, table):
    return "{}.{}".format(schema, table) if schema else str(table)


def text_of(value):
    """Of a server default its expression."""
    expression = getattr(value, "arg", value)
    return str(getattr(expression, "text", expression))
