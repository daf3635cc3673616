import sqlalchemy as sa
from alembic import op


def batch_recreate_always():
    with op.batch_alter_table("t", recreate="always") as b:
        b.drop_column("a")


def batch_insert_after():
    with op.batch_alter_table("t") as b:
        b.add_column(sa.Column("a", sa.Integer()), insert_after="b")


def batch_rename_table():
    with op.batch_alter_table("t") as b:
        b.rename_table("u")


def batch_bulk_insert():
    with op.batch_alter_table("t") as b:
        b.bulk_insert(sa.table("x", sa.column("a")), [{"a": 1}])


def batch_alter_column_positional():
    with op.batch_alter_table("t") as b:
        b.alter_column("a", False)


def batch_wrong_keyword():
    with op.batch_alter_table("t") as b:
        b.create_index("i", ["a"], table_name="x")


def alter_column_positional():
    op.alter_column("t", "a", False)


def alter_column_server_default_number():
    op.alter_column("t", "a", server_default=5)


def alter_column_server_default_true():
    op.alter_column("t", "a", server_default=True)


def alter_column_name():
    op.alter_column("t", "a", name="b")


def alter_column_computed():
    op.alter_column("t", "a", server_default=sa.Computed("b + 1"))


def add_column_forms():
    op.add_column("t", sa.Column("a", sa.Integer()), "s")


def add_column_swapped():
    op.add_column(sa.Column("a", sa.Integer()), "t")


def add_column_string():
    op.add_column("t", "a")


def drop_column_positional_schema():
    op.drop_column("t", "a", "s")


def drop_column_list():
    op.drop_column("t", ["a", "b"])


def run_async():
    op.run_async(lambda connection: None)


def ddl_text_with_percent():
    op.execute(sa.DDL("SELECT 'a%b'"))


def server_default_number():
    op.create_table("t", sa.Column("a", sa.Integer, server_default=0))


def server_default_bool():
    op.create_table("t", sa.Column("a", sa.Boolean, server_default=False))


def server_default_callable():
    op.create_table("t", sa.Column("a", sa.DateTime, server_default=sa.func.now))


def unknown_operation():
    op.frobnicate("t")
