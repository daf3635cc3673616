import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import column, table

t = sa.table(
    "t",
    sa.column("i", sa.Integer),
    sa.column("s", sa.String),
    sa.column("f", sa.Float),
    sa.column("n", sa.Numeric(5, 2)),
    sa.column("b", sa.Boolean),
    sa.column("j", sa.JSON),
    sa.column("jb", postgresql.JSONB),
    sa.column("a", postgresql.ARRAY(sa.Integer)),
    sa.column("at", sa.DateTime),
    sa.column("d", sa.Date),
    sa.column("u", sa.Uuid),
    sa.column("x"),
    sa.column("e", sa.Enum("p", "q", name="e")),
    sa.column("iv", sa.Interval),
    sa.column("ti", sa.Time),
    sa.column("bin", sa.LargeBinary),
    sa.column("inet", postgresql.INET),
    sa.column("ts", postgresql.TSVECTOR),
    sa.column("h", postgresql.HSTORE),
    sa.column("r", postgresql.INT4RANGE),
    sa.column("txt", sa.Text),
)


def _where(*conditions):
    for condition in conditions:
        op.execute(sa.delete(t).where(condition))


def _set(**values):
    for key, value in values.items():
        op.execute(sa.update(t).values({key: value}))


def in_string():
    _where(t.c.i.in_("abc"))


def in_none():
    _where(t.c.i.in_(None))


def try_cast():
    _set(i=sa.try_cast(t.c.s, sa.Integer))


def range_values():
    _set(r=postgresql.Range(1, 5))


def hstore_values():
    _set(h={"a": "b"})


def values_bytes_escaped():
    _set(bin=b"a'\\\x00\xff")


def values_int_as_string():
    _set(s=5)


def values_bad_bool():
    _set(b=5)


def values_list_without_type():
    _set(x=[1, 2])


def values_dict_without_type():
    _set(x={"a": 1})


def comparison_chain():
    _where(1 < t.c.i < 5)


def unary_plus_and_abs():
    _where(+t.c.i == 1)
