import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM


def create_enum():
    sa.Enum("new", "old", name="state").create(op.get_bind())
    sa.Enum("new", "old", name="state").create(op.get_bind(), checkfirst=True)
    ENUM("new", "it's", name="State", schema="library").create(op.get_bind(), checkfirst=False)
    state = postgresql.ENUM("new", name="state", create_type=False)
    state.create(op.get_bind(), checkfirst=True)


def drop_enum():
    sa.Enum("new", name="state").drop(op.get_bind())
    sa.Enum(name="state").drop(op.get_bind(), checkfirst=False)
    ENUM(name="State", schema="library").drop(op.get_bind(), checkfirst=True)


def enum_before_its_column():
    state = sa.Enum("new", "old", name="state")
    state.create(op.get_bind())
    op.add_column("book", sa.Column("state", state, nullable=False, server_default="new"))


def create_domain():
    isbn = postgresql.DOMAIN("isbn", sa.Text(), check="VALUE <> ''", not_null=True, schema="library")
    isbn.create(op.get_bind())
    isbn.drop(op.get_bind())


def create_table():
    book = sa.Table(
        "book",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.Enum("new", name="state")),
        sa.Column("title", sa.Text(), index=True, comment="on the cover"),
        schema="library",
        comment="all books",
    )
    book.create(op.get_bind())
    book.drop(op.get_bind())


def create_sequence():
    number = sa.Sequence("number", start=5)
    number.create(op.get_bind())
    number.drop(op.get_bind())


def create_index():
    book = sa.Table("book", sa.MetaData(), sa.Column("title", sa.Text()))
    by_title = sa.Index("by_title", book.c.title)
    by_title.create(op.get_bind())
    by_title.drop(op.get_bind())


def create_all():
    metadata = sa.MetaData()
    sa.Table("a", metadata, sa.Column("id", sa.Integer(), primary_key=True))
    sa.Table("b", metadata, sa.Column("a", sa.Integer(), sa.ForeignKey("a.id")))
    metadata.create_all(op.get_bind())
