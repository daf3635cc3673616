import sqlalchemy as sa
from alembic import op


def positional():
    op.create_index("i", "t", ["a"], "s")


def unknown_keyword():
    op.create_index("i", "t", ["a"], where="x")


def unknown_dialect_keyword():
    op.create_index("i", "t", ["a"], postgresql_fillfactor=10)


def none_name_of_function():
    op.create_index(None, "t", [sa.func.lower(sa.column("a"))])


def drop_cascade():
    op.drop_index("i", "t", cascade=True)


def drop_long_name():
    op.drop_index("i" * 64)
