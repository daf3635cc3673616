import sqlalchemy as sa
from alembic import op

NAMING_CONVENTION = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0N_name)s_key",
    "ck": "%(table_name)s_check",
    "fk": "%(table_name)s_%(column_0_key)s_fkey",
}


def tables():
    op.create_table(
        "Crate",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.Text()),
        sa.Column("depot", sa.Integer(), sa.ForeignKey("yard.depot.id")),
        sa.UniqueConstraint("code", "depot"),
        sa.CheckConstraint("code <> ''"),
        sa.CheckConstraint("depot > 0", name="mine"),
    )
    op.create_index(None, "Crate", ["code", "depot"])


def checks_without_names():
    op.create_check_constraint(None, "crate", "code <> ''")


def indexes_of_columns():
    op.add_column("crate", sa.Column("weight", sa.Integer(), index=True))
