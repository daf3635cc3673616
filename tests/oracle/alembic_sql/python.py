import enum
import textwrap
from typing import Sequence, Union

import sqlalchemy
import sqlalchemy as sa
import sqlalchemy.dialects.postgresql as pg
from alembic import op
from alembic import op as operations
from alembic.op import add_column, drop_column
from sqlalchemy import Column, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

TABLE = "book"
SCHEMA: Union[str, None] = "library"
COLUMNS: Sequence[str] = ("a", "b")
SETTINGS = {"table": "shelf", "columns": ["x", "y"]}


class State(enum.Enum):
    new = "NEW"
    old = "OLD"


class Color(str, enum.Enum):
    RED = "red"
    BLUE = "blue"


def _columns(*names, type_=sa.Text, **kwargs):
    return [sa.Column(name, type_(), **kwargs) for name in names]


def _drop_if(name, condition=True):
    if not condition:
        return
    op.drop_column(TABLE, name)


def constants():
    op.drop_column(TABLE, "title", schema=SCHEMA)


def loops():
    for name in COLUMNS:
        op.drop_column(TABLE, name)
    for index, name in enumerate(COLUMNS, start=1):
        op.execute(f"SELECT {index}, '{name}'")
    for left, right in zip(COLUMNS, SETTINGS["columns"]):
        op.alter_column(TABLE, left, new_column_name=right)
    for key, value in SETTINGS.items():
        if key == "table":
            op.drop_table(value)
    for i in range(2):
        op.execute("SELECT %d" % i)


def comprehensions():
    op.create_index("by", TABLE, [name.upper() for name in COLUMNS if name != "b"])
    op.create_table("t", *[sa.Column(name, sa.Integer()) for name in COLUMNS])
    op.create_table("u", *(sa.Column(name, sa.Integer()) for name in sorted({"b", "a"})))


def helpers():
    op.create_table("t", *_columns("a", "b", nullable=False), *_columns("c", type_=sa.Integer))
    _drop_if("x")
    _drop_if("y", condition=False)
    _drop_if(name="z", condition=True)


def local_helper():
    def drop(table, *names):
        for name in names:
            op.drop_column(table, name)

    drop("t", "a", "b")
    rename = lambda old: op.rename_table(old, old + "_old")  # noqa: E731
    rename("t")


def f_strings():
    width = 5
    op.execute(f"SELECT '{TABLE!s}', {width:03d}, '{TABLE:>6}', {width + 1}, '{SETTINGS['table']}'")
    op.execute(f"""SELECT {", ".join(COLUMNS)}""")


def formats():
    op.execute("SELECT {} {name} {0}".format(1, name="x") if False else "SELECT {0} {name}".format(1, name="x"))
    op.execute("SELECT '%s' %% %d" % ("x", 5))
    op.execute("SELECT {table}".format(**SETTINGS))
    op.execute("SELECT %(table)s" % SETTINGS)


def string_methods():
    op.execute(textwrap.dedent("    SELECT 1\n    FROM t"))
    op.execute(" ".join(["SELECT", "1"]))
    op.execute("select x".upper().replace("X", "y").strip())
    op.execute("a,b".split(",")[1] + TABLE[1:3])


def implicit_concatenation():
    op.execute("SELECT 1 " "FROM t " f"WHERE {COLUMNS[0]} = 5")


def imports():
    operations.drop_column("t", "a")
    drop_column("t", "b")
    add_column("t", Column("c", Integer, nullable=False))
    op.add_column("t", sqlalchemy.Column("d", sqlalchemy.String(5)))
    op.add_column("t", Column("e", pg.ARRAY(Text)))
    op.add_column("t", Column("f", JSONB()))
    op.add_column("t", Column("g", UUID(as_uuid=True), server_default=sqlalchemy.text("gen_random_uuid()")))


def enums():
    op.create_table("t", sa.Column("a", sa.Enum(State)), sa.Column("b", sa.Enum(Color, name="color")))
    op.execute(f"UPDATE t SET a = '{State.new.name}', b = '{Color.RED.value}'")
    sa.Enum(State, name="other").create(op.get_bind())


def enum_values():
    op.create_table("t", sa.Column("a", sa.Enum(State, values_callable=lambda x: [e.value for e in x])))
    op.create_table("u", sa.Column("a", sa.Enum(*[color.value for color in Color], name="c")))


class Size(enum.Enum):
    S = 1
    M = 2
    MEDIUM = 2


def enum_with_an_alias():
    op.create_table("t", sa.Column("a", sa.Enum(Size)), sa.Column("b", sa.Enum(Size, native_enum=False)))
    op.execute(", ".join(size.name for size in Size) + Size.MEDIUM.name + Size(2).name)


def enum_class_options():
    op.create_table(
        "t",
        sa.Column("a", sa.Enum(Size, native_enum=False, create_constraint=True)),
        sa.Column("b", sa.Enum(Color, native_enum=False, create_constraint=True, name="colors")),
        sa.Column("c", sa.Enum(State, native_enum=False, length=30, name=None)),
    )


def enum_values_in_other_types():
    t = sa.table("t", sa.column("a", sa.String), sa.column("b", sa.Integer))
    op.execute(t.update().where(t.c.a == Color.BLUE).values(a=Color.RED, b=3))


def enum_members_as_values():
    t = sa.table("t", sa.column("a", sa.Enum(State)), sa.column("b", sa.String))
    op.execute(t.update().where(t.c.a == State.new).values(a=State.old, b=Color.RED.value))


def conditions():
    names = list(COLUMNS)
    if "a" in names and not len(names) > 5:
        op.drop_column(TABLE, names[-1])
    elif names:
        op.drop_column(TABLE, "never")
    else:
        op.drop_column(TABLE, "neither")
    op.drop_column(TABLE, "yes" if names else "no")


def mutation():
    columns = [sa.Column("id", sa.Integer(), primary_key=True)]
    columns.append(sa.Column("x", sa.Text()))
    columns += [sa.Column("y", sa.Text())]
    options = dict(schema="library")
    options["comment"] = "c"
    op.create_table("t", *columns, **options)


def while_loop():
    n = 0
    while n < 3:
        n += 1
        if n == 2:
            continue
        op.execute(f"SELECT {n}")


def try_statement():
    try:
        op.drop_column(TABLE, "a")
    finally:
        op.drop_column(TABLE, "b")


def docstring_and_pass():
    """Drops a column."""
    pass
    op.drop_column(TABLE, "a")


def unpacking():
    (first, *rest), last = ("a", "b", "c"), "d"
    for name in [first, *rest, last]:
        op.drop_column(TABLE, name)


def a_shared_column():
    def stamp():
        return sa.Column("stamp", sa.DateTime(), server_default=sa.func.now(), nullable=False)

    op.add_column("a", stamp())
    op.add_column("b", stamp())


def type_variable():
    state = sa.Enum("a", "b", name="state")
    op.create_table("t", sa.Column("state", state))
    op.create_table("u", sa.Column("state", state))


def string_class():
    op.add_column("t", Column("a", String, nullable=False, server_default=""))
