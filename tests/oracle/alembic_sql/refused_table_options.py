import sqlalchemy as sa
from alembic import op


def _id():
    return sa.Column("id", sa.Integer(), nullable=False)


def storage_parameters():
    op.create_table("log", _id(), postgresql_with={"fillfactor": 70, "autovacuum_enabled": False})


def unknown_keyword():
    op.create_table("log", _id(), colour="red")


def unknown_dialect_keyword():
    op.create_table("log", _id(), postgresql_colour="red")


def duplicate_columns():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.Column("a", sa.Text()))


def constraint_of_unknown_column():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.UniqueConstraint("b"))


def foreign_key_of_unknown_column():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["b"], ["x.id"]))


def column_without_type():
    op.create_table("log", sa.Column("a"))


def foreign_key_without_type():
    op.create_table("log", sa.Column("a", sa.ForeignKey("x.id")))


def unknown_autoincrement():
    op.create_table("log", sa.Column("id", sa.Text(), primary_key=True, autoincrement=True))


def drop_table_unknown_keyword():
    op.drop_table("log", cascade=True)


def rename_positional():
    op.rename_table("a", "b", "s")


def table_comment_positional():
    op.create_table_comment("log", "new", "old")


def computed_not_persisted():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Computed("a * 2", persisted=False)))


def computed_and_default():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Computed("a * 2"), server_default="5"))


def identity_and_default():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Identity(), server_default="5"))


def identity_and_computed_together():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Identity(), sa.Computed("1")))


def two_autoincrements():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True),
    )
