import sqlalchemy as sa
from alembic import op


def columns():
    with op.batch_alter_table("book") as batch_op:
        batch_op.add_column(sa.Column("title", sa.Text(), nullable=False))
        batch_op.alter_column("isbn", existing_type=sa.Text(), type_=sa.String(13), nullable=True)
        batch_op.drop_column("pages")


def schema():
    with op.batch_alter_table("Book", schema="library") as batch_op:
        batch_op.add_column(sa.Column("title", sa.Text(), sa.ForeignKey("t.id"), unique=True, comment="c"))
        batch_op.alter_column("isbn", new_column_name="number")
        batch_op.create_index("by_title", ["title"])
        batch_op.drop_index("by_isbn")
        batch_op.drop_constraint("one_isbn", type_="unique")
        batch_op.create_unique_constraint("one_title", ["title"])


def constraints():
    with op.batch_alter_table("book", schema=None) as batch:
        batch.create_foreign_key("by", "author", ["author_id"], ["id"], ondelete="CASCADE", referent_schema="people")
        batch.create_foreign_key(None, "author", ["author_id"], ["id"])
        batch.create_unique_constraint(batch.f("uq_book"), ["isbn"], deferrable=True)
        batch.create_check_constraint("has_pages", "pages > 0")
        batch.create_check_constraint("has_title", sa.column("title") != "")
        batch.create_primary_key("book_key", ["id"])
        batch.create_exclude_constraint("one", ("a", "="), using="gist")
        batch.drop_constraint("old")


def indexes():
    with op.batch_alter_table("book") as batch_op:
        batch_op.create_index(batch_op.f("ix_book_title"), ["title"], unique=True)
        batch_op.create_index("by_low", [sa.text("lower(title)")], postgresql_where=sa.text("x"))
        batch_op.create_index(None, ["isbn"], if_not_exists=True)
        batch_op.drop_index(batch_op.f("ix_book_isbn"), postgresql_concurrently=True, if_exists=True)


def comments():
    with op.batch_alter_table("book", schema="library") as batch_op:
        batch_op.create_table_comment("all books", existing_comment=None)
        batch_op.drop_table_comment(existing_comment="x")
        batch_op.alter_column("title", comment="on the cover")


def execute_comes_before_the_others():
    with op.batch_alter_table("book") as batch_op:
        batch_op.drop_column("title")
        batch_op.execute("SELECT 1")
        op.execute("SELECT 2")
        batch_op.drop_column("isbn")
    op.execute("SELECT 3")


def never_copies():
    with op.batch_alter_table("book", recreate="never") as batch_op:
        batch_op.drop_column("title")


def by_keyword():
    with op.batch_alter_table(table_name="book", recreate="auto", naming_convention={"a": "b"}) as batch_op:
        batch_op.alter_column(column_name="title", nullable=False)


def nested():
    with op.batch_alter_table("a") as first, op.batch_alter_table("b") as second:
        first.drop_column("x")
        second.drop_column("y")
        first.drop_column("z")


def several():
    for name in ["a", "b"]:
        with op.batch_alter_table(name) as batch_op:
            batch_op.drop_column("x")


def server_defaults():
    with op.batch_alter_table("book") as batch_op:
        batch_op.alter_column("a", server_default=None)
        batch_op.alter_column("a", server_default=sa.text("1"), existing_server_default=sa.text("0"))
        batch_op.alter_column("a", server_default="x", type_=sa.Text(), postgresql_using="a::text")
