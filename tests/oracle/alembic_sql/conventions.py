import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateTable


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


def table_names():
    _create(
        {"uq": "uq_%(table_name)s", "pk": "pk_%(table_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"},
        sa.UniqueConstraint("a"),
        sa.CheckConstraint("a > 0", name="positive"),
        sa.Column("id", sa.Integer(), primary_key=True),
    )


def first_columns():
    _create(
        {"uq": "uq_%(column_0_name)s", "ix": "ix_%(column_0_N_name)s"},
        sa.UniqueConstraint("a", "bee"),
        sa.Index(None, "a", "bee"),
    )


def all_columns():
    _create(
        {"uq": "uq_%(column_0N_name)s", "ix": "ix_%(column_0N_name)s"},
        sa.UniqueConstraint("a", "bee"),
        sa.Index(None, "bee", "a"),
    )


def all_columns_with_underscores():
    _create(
        {"uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(column_0_N_label)s"},
        sa.UniqueConstraint("a", "bee"),
        sa.Index(None, "a", "bee"),
    )


def labels():
    _create(
        {"uq": "uq_%(column_0_label)s", "ix": "ix_%(column_0_label)s"},
        sa.UniqueConstraint("a"),
        sa.Index(None, "a"),
        schema="yard",
    )


def later_columns():
    _create({"uq": "uq_%(column_1_name)s_%(column_0_name)s"}, sa.UniqueConstraint("a", "bee"))


def references():
    _create(
        {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"},
        sa.ForeignKeyConstraint(["a"], ["owner.id"]),
    )


def referred_columns():
    _create(
        {"fk": "fk_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_name)s"},
        sa.ForeignKeyConstraint(["a"], ["owner.id"]),
    )


def references_of_columns():
    _create(
        {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"},
        sa.Column("owner", sa.Integer(), sa.ForeignKey("owner.id")),
    )


def flags_of_columns():
    _create(
        {
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        },
        sa.Column("c", sa.Integer(), unique=True),
        sa.Column("d", sa.Integer(), index=True),
        sa.Column("id", sa.Integer(), primary_key=True),
    )


def given_names_stay():
    _create(
        {"uq": "uq_%(table_name)s", "fk": "fk_%(table_name)s"},
        sa.UniqueConstraint("a", name="mine"),
        sa.ForeignKeyConstraint(["a"], ["owner.id"], name="to_owner"),
    )


def final_names_stay():
    _create({"ck": "ck_%(table_name)s_%(constraint_name)s"}, sa.CheckConstraint("a > 0", name=op.f("mine")))


def checks_by_table():
    _create({"ck": "ck_%(table_name)s"}, sa.CheckConstraint("a > 0"), sa.CheckConstraint("b > 0", name="mine"))


def types_with_checks():
    _create(
        {"ck": "ck_%(table_name)s_%(constraint_name)s"},
        sa.Column("kind", sa.Enum("x", native_enum=False, create_constraint=True, name="kind")),
    )


def long_names():
    _create(
        {"uq": "uq_%(table_name)s_" + "x" * 70, "ix": "ix_%(column_0_label)s_" + "y" * 60},
        sa.UniqueConstraint("a"),
        sa.Index(None, "a"),
    )


def percent_signs():
    _create({"uq": "uq%%_%(table_name)s"}, sa.UniqueConstraint("a"))


def exclusions():
    from sqlalchemy.dialects import postgresql
    _create({"ex": "ex_%(table_name)s"}, postgresql.ExcludeConstraint(("a", "=")))


def quoted_tables():
    metadata = sa.MetaData(naming_convention={"uq": "UQ_%(table_name)s_%(column_0_name)s"})
    op.execute(CreateTable(sa.Table("Parcel", metadata, sa.Column("Size", sa.Integer(), unique=True))))


def batch_convention():
    with op.batch_alter_table("t", naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"}) as batch:
        batch.create_unique_constraint(None, ["a"])


def metadata_keyword_dict():
    metadata = sa.MetaData(schema="yard", naming_convention={"pk": "pk_%(table_name)s"})
    op.execute(CreateTable(sa.Table("parcel", metadata, sa.Column("id", sa.Integer(), primary_key=True))))


def refused_unnamed_check_under_a_convention():
    _create({"ck": "ck_%(table_name)s_%(constraint_name)s"}, sa.CheckConstraint("a > 0"))


def refused_no_convention_for_the_kind():
    _create(
        {"uq": "uq_%(table_name)s"},
        sa.CheckConstraint("a > 0"),
        sa.PrimaryKeyConstraint("a"),
        sa.Index(None, "a"),
    )


def refused_unknown_tokens():
    _create({"uq": "uq_%(nothing)s"}, sa.UniqueConstraint("a"))
