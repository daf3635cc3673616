import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy import Column, Integer, String


def add_plain():
    op.add_column("book", sa.Column("title", sa.String(80)))


def add_by_keyword():
    op.add_column(table_name="book", column=sa.Column("title", sa.Text(), nullable=True))


def add_not_null():
    op.add_column("book", sa.Column("title", sa.Text(), nullable=False))


def add_in_schema():
    op.add_column("book", sa.Column("title", sa.Text()), schema="library")


def add_in_dotted_schema():
    op.add_column("book", sa.Column("title", sa.Text()), schema="city.library")


def add_in_schema_that_needs_quotes():
    op.add_column("Book", sa.Column("Title", sa.Text()), schema="Library")


def add_with_foreign_key():
    op.add_column("book", sa.Column("author_id", sa.Integer, sa.ForeignKey("author.id")))


def add_with_named_foreign_key():
    op.add_column(
        "book",
        sa.Column(
            "author_id",
            sa.Integer(),
            sa.ForeignKey("people.author.id", name="book_author", ondelete="SET NULL", onupdate="CASCADE"),
            nullable=True,
        ),
        schema="library",
    )


def add_with_deferrable_foreign_key():
    op.add_column(
        "book",
        sa.Column(
            "author_id",
            sa.Integer(),
            sa.ForeignKey("author.id", deferrable=True, initially="DEFERRED", match="FULL"),
        ),
    )


def add_unique():
    op.add_column("book", sa.Column("isbn", sa.String(13), unique=True))


def add_indexed():
    op.add_column("book", sa.Column("isbn", sa.String(13), index=True))


def add_unique_and_indexed():
    op.add_column("book", sa.Column("isbn", sa.String(13), unique=True, index=True), schema="Library")


def add_with_comment():
    op.add_column("book", sa.Column("isbn", sa.String(13), comment="the publisher's number"))


def add_with_empty_comment():
    op.add_column("book", sa.Column("isbn", sa.String(13), comment=""))


def add_with_check():
    op.add_column("book", sa.Column("pages", sa.Integer(), sa.CheckConstraint("pages > 0")))


def add_with_named_check():
    op.add_column(
        "book", sa.Column("pages", sa.Integer(), sa.CheckConstraint("pages > 0", name="has_pages"), nullable=False)
    )


def add_with_everything():
    op.add_column(
        "book",
        sa.Column(
            "shelf",
            sa.BigInteger(),
            sa.ForeignKey("shelf.id", ondelete="CASCADE"),
            sa.CheckConstraint("shelf > 0", name="shelf_is_positive"),
            server_default="1",
            nullable=False,
            comment="where it stands",
        ),
    )


def add_primary_key():
    op.add_column("book", sa.Column("id", sa.Integer(), primary_key=True))


def add_big_primary_key():
    op.add_column("book", sa.Column("id", sa.BigInteger(), primary_key=True))


def add_text_primary_key():
    op.add_column("book", sa.Column("id", sa.Text(), primary_key=True))


def add_numeric_primary_key():
    op.add_column("book", sa.Column("id", sa.Numeric(10), primary_key=True))


def add_nullable_primary_key():
    op.add_column("book", sa.Column("id", sa.Integer(), primary_key=True, nullable=True))


def add_autoincrement():
    op.add_column("book", sa.Column("number", sa.Integer(), autoincrement=True, nullable=False))


def add_with_python_side_settings():
    op.add_column(
        "book",
        sa.Column("seen", sa.DateTime(), default="x", onupdate=sa.func.now(), info={"a": 1}, doc="a text", key="k"),
    )


def add_identity():
    op.add_column("book", sa.Column("id", sa.Integer(), sa.Identity(), nullable=False))


def add_identity_with_options():
    op.add_column(
        "book",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=True, start=10, increment=5, minvalue=1, maxvalue=900, cycle=True, cache=3),
            primary_key=True,
        ),
    )


def add_nullable_identity():
    op.add_column("book", sa.Column("id", sa.Integer(), sa.Identity(nominvalue=True, nomaxvalue=True), nullable=True))


def add_computed():
    op.add_column("book", sa.Column("area", sa.Integer(), sa.Computed("width * height", persisted=True)))


def add_computed_by_default_persistence():
    op.add_column("book", sa.Column("area", sa.Integer(), sa.Computed("width * height")))


def add_computed_expression():
    op.add_column("book", sa.Column("area", sa.Integer(), sa.Computed(sa.column("width") * 2), nullable=False))


def add_with_sequence():
    op.add_column("book", sa.Column("number", sa.Integer(), sa.Sequence("book_number")))


def add_with_sequence_as_server_default():
    op.add_column(
        "book",
        sa.Column("number", sa.Integer(), server_default=sa.Sequence("book_number", schema="s").next_value()),
    )


def add_with_fetched_value():
    op.add_column("book", sa.Column("stamp", sa.DateTime(), sa.FetchedValue()))


def add_name_and_type_by_keyword():
    op.add_column("book", sa.Column(name="title", type_=sa.Text()))


def add_type_class():
    op.add_column("book", sa.Column("title", sa.Text))


def add_quoted_names():
    op.add_column("Order", sa.Column("user", sa.Integer()))
    op.add_column("order", sa.Column("größe", sa.Integer()))
    op.add_column("1st", sa.Column("a$b", sa.Integer()))
    op.add_column("with space", sa.Column('quo"te', sa.Integer()))
    op.add_column("plain", sa.Column("Forced", sa.Integer(), quote=False))
    op.add_column("plain", sa.Column("forced", sa.Integer(), quote=True))


def add_non_native_enum():
    op.add_column("book", sa.Column("state", sa.Enum("new", "worn out", name="state", native_enum=False)))


def add_checking_enum():
    op.add_column(
        "book",
        sa.Column("state", sa.Enum("new", "old", name="state", native_enum=False, create_constraint=True)),
    )


def add_enum_without_making_its_type():
    op.add_column("book", sa.Column("state", sa.Enum("new", "old", name="state"), nullable=True))


def drop():
    op.drop_column("book", "title")


def drop_by_keyword():
    op.drop_column(table_name="book", column_name="title", schema="library")


def drop_with_options_of_other_databases():
    op.drop_column("book", "Title", mssql_drop_check=True, mssql_drop_default=True)


def alter_nullable():
    op.alter_column("book", "title", nullable=True)
    op.alter_column("book", "title", nullable=False, existing_type=sa.Text())


def alter_type():
    op.alter_column("book", "title", type_=sa.String(20), existing_type=sa.String(10), existing_nullable=False)


def alter_type_class():
    op.alter_column("book", "id", type_=sa.BigInteger)


def alter_type_using():
    op.alter_column("book", "pages", type_=sa.Integer(), postgresql_using="pages::integer", existing_type=sa.Text())


def alter_server_default_to_text():
    op.alter_column("book", "pages", server_default="it's 5")


def alter_server_default_to_expression():
    op.alter_column("book", "seen", server_default=sa.text("now()"))
    op.alter_column("book", "seen", server_default=sa.func.now())


def alter_server_default_to_none():
    op.alter_column("book", "pages", server_default=None, existing_server_default=sa.text("5"))


def alter_server_default_not_at_all():
    op.alter_column("book", "pages", server_default=False, nullable=False)


def alter_name():
    op.alter_column("book", "title", new_column_name="Name")


def alter_comment():
    op.alter_column("book", "title", comment="a 'quoted' text", existing_comment="old")
    op.alter_column("book", "title", comment=None)
    op.alter_column("book", "title", comment=False, nullable=False)


def alter_everything():
    op.alter_column(
        "book",
        "title",
        nullable=False,
        server_default="none",
        type_=sa.Text(),
        new_column_name="name",
        comment="what is on the cover",
        schema="library",
        existing_type=sa.String(5),
        existing_nullable=True,
        postgresql_using="trim(title)",
    )


def alter_in_dotted_schema():
    op.alter_column("book", "title", nullable=False, comment="x", schema="city.library")


def alter_autoincrement():
    op.alter_column("book", "id", type_=sa.BigInteger(), autoincrement=True, existing_autoincrement=True)


def alter_to_array():
    op.alter_column("book", "tags", type_=postgresql.ARRAY(sa.Text()), postgresql_using="string_to_array(tags, ',')")


def alter_nothing():
    op.alter_column("book", "title", existing_type=sa.Text(), existing_nullable=True)


def add_identity_to_existing():
    op.alter_column("book", "id", server_default=sa.Identity(start=3), existing_server_default=None)


def change_identity():
    op.alter_column(
        "book",
        "id",
        server_default=sa.Identity(always=True, start=3),
        existing_server_default=sa.Identity(start=2, cache=4),
    )


def change_identity_that_is_not_named():
    op.alter_column("book", "id", server_default=sa.Identity(always=True, start=3))


def drop_identity():
    op.alter_column("book", "id", server_default=None, existing_server_default=sa.Identity())


def alter_checking_enum():
    op.alter_column(
        "book",
        "state",
        existing_type=sa.Enum("new", name="old_state", native_enum=False, create_constraint=True),
        type_=sa.Enum("new", "used", name="new_state", native_enum=False, create_constraint=True),
        nullable=False,
    )


def refused_column_with_two_types():
    op.create_table("t", Column("a", Integer, String))


def refused_column_keyword_and_positional_name():
    op.create_table("t", Column("a", name="b", type_=Integer))


def refused_column_type_keyword_twice():
    op.create_table("t", Column("a", Integer, type_=String))


def refused_column_unknown_keyword():
    op.create_table("t", Column("a", Integer, nulable=True))


def refused_column_postgresql_keyword():
    op.create_table("t", Column("a", Integer, postgresql_foo=True))


def refused_column_named_none():
    op.create_table("t", Column(None, Integer))
