from alembic import op
from sqlalchemy import Column, Integer, String


def column_with_two_types():
    op.create_table("t", Column("a", Integer, String))


def column_keyword_and_positional_name():
    op.create_table("t", Column("a", name="b", type_=Integer))


def column_type_keyword_twice():
    op.create_table("t", Column("a", Integer, type_=String))


def column_unknown_keyword():
    op.create_table("t", Column("a", Integer, nulable=True))


def column_postgresql_keyword():
    op.create_table("t", Column("a", Integer, postgresql_foo=True))


def column_named_none():
    op.create_table("t", Column(None, Integer))
