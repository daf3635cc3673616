import sqlalchemy as sa
from alembic import op


def _create(naming_convention, *items, **options):
    metadata = sa.MetaData(naming_convention=naming_convention)
    sa.Table("owner", metadata, sa.Column("id", sa.Integer(), primary_key=True), sa.Column("code", sa.Text()))
    parcel = sa.Table(
        "parcel",
        metadata,
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer(), key="bee"),
        *items,
        **options,
    )
    parcel.create(op.get_bind())


def unnamed_check_under_a_convention():
    _create({"ck": "ck_%(table_name)s_%(constraint_name)s"}, sa.CheckConstraint("a > 0"))


def no_convention_for_the_kind():
    _create(
        {"uq": "uq_%(table_name)s"},
        sa.CheckConstraint("a > 0"),
        sa.PrimaryKeyConstraint("a"),
        sa.Index(None, "a"),
    )


def unknown_tokens():
    _create({"uq": "uq_%(nothing)s"}, sa.UniqueConstraint("a"))
