import sqlalchemy as sa
from alembic import op

NAMING_CONVENTION = {
    "ix": "ix__%(column_0_label)s",
    "uq": "uq__%(table_name)s__%(column_0_name)s",
    "ck": "ck__%(table_name)s__%(constraint_name)s",
    "fk": "fk__%(table_name)s__%(column_0_name)s__%(referred_table_name)s",
    "pk": "pk__%(table_name)s",
}


def tables():
    op.create_table(
        "crate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(8), unique=True),
        sa.Column("depot_id", sa.Integer(), sa.ForeignKey("depot.id"), index=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "depot_id"),
        sa.CheckConstraint("code <> ''", name="has_code"),
        sa.ForeignKeyConstraint(["depot_id"], ["depot.id"], ondelete="CASCADE"),
    )


def names_that_are_given():
    op.create_table(
        "crate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(8)),
        sa.PrimaryKeyConstraint("id", name="crate_key"),
        sa.UniqueConstraint("code", name=op.f("uq_code")),
        sa.CheckConstraint("code <> ''", name=op.f("has_code")),
    )


def a_schema():
    op.create_table(
        "crate", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Text(), index=True), schema="yard"
    )


def added_columns():
    op.add_column("crate", sa.Column("owner_id", sa.Integer(), sa.ForeignKey("owner.id"), index=True, unique=True))


def constraints_without_names():
    op.create_unique_constraint(None, "crate", ["code"])
    op.create_foreign_key(None, "crate", "depot", ["depot_id"], ["id"])
    op.create_primary_key(None, "crate", ["id"])


def checks():
    op.create_check_constraint("has_code", "crate", "code <> ''")
    op.create_check_constraint(op.f("ck_final"), "crate", "code <> ''")


def indexes():
    op.create_index(None, "crate", ["code"])
    op.create_index("mine", "crate", ["code"])
    op.create_index(op.f("ix_mine"), "crate", ["code"], unique=True)


def dropped_constraints():
    op.drop_constraint("has_code", "crate", type_="check")
    op.drop_constraint("has_code", "crate")
    op.drop_constraint("uq__crate__code", "crate", type_="unique")
    op.drop_constraint(None, "crate", type_="primary")
    op.drop_constraint(op.f("has_code"), "crate", type_="check")


def batches():
    with op.batch_alter_table("crate") as batch:
        batch.create_unique_constraint(None, ["code"])
        batch.create_check_constraint("has_code", sa.column("code") != "")
        batch.create_foreign_key(None, "depot", ["depot_id"], ["id"])
        batch.drop_constraint("has_code", type_="check")


def enumerations():
    op.create_table("crate", sa.Column("size", sa.Enum("s", "l", name="size", native_enum=False, create_constraint=True)))


def booleans():
    op.add_column("crate", sa.Column("is_open", sa.Boolean(create_constraint=True, name="is_open")))


def long_names():
    op.create_unique_constraint(None, "crate_with_a_name_that_is_very_long_indeed", ["code_that_is_as_long_as_the_name"])
    op.create_index(None, "crate_with_a_name_that_is_very_long_indeed", ["code_that_is_as_long_as_the_name"])
