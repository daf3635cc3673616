import sqlalchemy as sa
from alembic import op


def foreign_key_bad_action():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete="EXPLODE")


def foreign_key_bad_initially():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], initially="later")


def foreign_key_lengths_differ():
    op.create_foreign_key("f", "a", "b", ["x"], ["y", "z"])


def foreign_key_no_columns():
    op.create_foreign_key("f", "a", "b", [], [])


def foreign_key_old_names():
    op.create_foreign_key(name="f", source="a", referent="b", local_cols=["x"], remote_cols=["y"])


def foreign_key_duplicate_columns():
    op.create_foreign_key("f", "a", "b", ["x", "x"], ["y", "z"])


def foreign_key_empty_strings():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete="", onupdate=None, match=None, initially=None)


def unique_positional_and_keywords():
    op.create_unique_constraint("u", "a", ["x"], "s")


def unique_unknown_keyword():
    op.create_unique_constraint("u", "a", ["x"], postgresql_where="x > 0")


def unique_duplicate_columns():
    op.create_unique_constraint("u", "a", ["x", "x"])


def unique_text_elements():
    op.create_unique_constraint("u", "a", [sa.text("lower(x)")])


def unique_not_valid():
    op.create_unique_constraint("u", "a", ["x"], postgresql_not_valid=True)


def primary_key_keywords():
    op.create_primary_key("pk_a", "a", ["x"], deferrable=True)


def primary_key_positional_schema():
    op.create_primary_key("pk_a", "a", ["x"], "s")


def check_positional():
    op.create_check_constraint("c", "a", "x > 0", "s")


def check_unknown_keyword():
    op.create_check_constraint("c", "a", "x > 0", postgresql_where="x")


def exclusion_empty():
    op.create_exclude_constraint("e", "a")


def drop_bad_type():
    op.drop_constraint("c", "a", type_="fk")


def drop_exclude_type():
    op.drop_constraint("c", "a", type_="exclude")


def drop_cascade():
    op.drop_constraint("c", "a", cascade=True)


def drop_positional_schema():
    op.drop_constraint("c", "a", "unique", "s")


def long_given_names():
    op.create_unique_constraint("u" * 64, "a", ["x"])


def long_drop_name():
    op.drop_constraint("u" * 64, "a")


def foreign_key_constraint_lengths_differ():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.ForeignKeyConstraint(["x"], ["b.u", "b.v"]))


def foreign_key_constraint_two_tables():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer()),
        sa.Column("y", sa.Integer()),
        sa.ForeignKeyConstraint(["x", "y"], ["b.u", "c.v"]),
    )


def check_false_name():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.CheckConstraint("x > 0", name=False))


def add_constraint_objects():
    op.execute(sa.schema.AddConstraint(sa.UniqueConstraint("x", name="u")))
