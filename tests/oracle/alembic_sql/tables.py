import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def empty():
    op.create_table("book")


def plain():
    op.create_table(
        "book",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def named_key():
    op.create_table("book", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id", name="book_key"))


def key_of_op_f():
    op.create_table("book", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id", name=op.f("pk_book")))


def key_by_flag():
    op.create_table("book", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("title", sa.Text()))


def big_key():
    op.create_table("book", sa.Column("id", sa.BigInteger(), primary_key=True))


def small_key():
    op.create_table("book", sa.Column("id", sa.SmallInteger(), primary_key=True))


def text_key():
    op.create_table("book", sa.Column("isbn", sa.String(13), primary_key=True))


def uuid_key():
    op.create_table("book", sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), primary_key=True))


def key_without_autoincrement():
    op.create_table("book", sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False))


def key_with_server_default():
    op.create_table("book", sa.Column("id", sa.Integer(), primary_key=True, server_default="1"))


def key_with_python_default():
    op.create_table("book", sa.Column("id", sa.Integer(), primary_key=True, default=7))


def key_with_foreign_key():
    op.create_table("novel", sa.Column("id", sa.Integer(), sa.ForeignKey("book.id"), primary_key=True))


def key_with_foreign_key_that_autoincrements():
    op.create_table(
        "novel",
        sa.Column("id", sa.Integer(), sa.ForeignKey("book.id"), primary_key=True, autoincrement="ignore_fk"),
    )


def key_with_table_foreign_key():
    op.create_table(
        "novel",
        sa.Column("id", sa.Integer()),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["id"], ["book.id"]),
    )


def key_with_sequence():
    op.create_table("book", sa.Column("id", sa.Integer(), sa.Sequence("book_seq"), primary_key=True))


def key_with_optional_sequence():
    op.create_table("book", sa.Column("id", sa.Integer(), sa.Sequence("book_seq", optional=True), primary_key=True))


def composite_key():
    op.create_table(
        "copy",
        sa.Column("book", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
    )


def composite_key_with_autoincrement():
    op.create_table(
        "copy",
        sa.Column("book", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
    )


def composite_key_in_another_order():
    op.create_table(
        "copy",
        sa.Column("book", sa.Integer()),
        sa.Column("number", sa.Integer()),
        sa.PrimaryKeyConstraint("number", "book", name="copy_key"),
    )


def key_stands_last_but_comes_first():
    op.create_table(
        "book",
        sa.Column("id", sa.Integer()),
        sa.Column("isbn", sa.Text()),
        sa.UniqueConstraint("isbn"),
        sa.CheckConstraint("id > 0"),
        sa.PrimaryKeyConstraint("id"),
    )


def key_with_name_only():
    op.create_table("book", sa.Column("id", sa.Integer(), primary_key=True), sa.PrimaryKeyConstraint(name="book_key"))


def nullable_key():
    op.create_table("book", sa.Column("id", sa.Integer(), nullable=True), sa.PrimaryKeyConstraint("id"))


def identity_key():
    op.create_table("book", sa.Column("id", sa.Integer(), sa.Identity(start=42), primary_key=True))


def unique_by_flag_comes_last():
    op.create_table(
        "book",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("isbn", sa.Text(), unique=True),
        sa.Column("title", sa.Text()),
        sa.UniqueConstraint("title", name="one_title"),
    )


def unique_options():
    op.create_table(
        "book",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer()),
        sa.UniqueConstraint("a", "b", name="u1", deferrable=True, initially="IMMEDIATE"),
        sa.UniqueConstraint("b", postgresql_nulls_not_distinct=True),
        sa.UniqueConstraint("a", name=op.f("uq_book_a"), deferrable=False),
    )


def checks():
    op.create_table(
        "book",
        sa.Column("pages", sa.Integer(), sa.CheckConstraint("pages > 0", name="positive")),
        sa.Column("weight", sa.Integer()),
        sa.CheckConstraint("weight < 9000"),
        sa.CheckConstraint(sa.column("pages") < sa.column("weight"), name="light"),
        sa.CheckConstraint(sa.text("pages <> 13"), name="lucky", postgresql_not_valid=True),
    )


def foreign_keys():
    op.create_table(
        "book",
        sa.Column("author", sa.Integer(), sa.ForeignKey("author.id", name="by")),
        sa.Column("shelf", sa.Integer()),
        sa.Column("room", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["shelf", "room"], ["house.shelf.number", "house.shelf.room"], name="stands", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(("room",), ("room.id",), use_alter=True, initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["author"], ["book.author"], onupdate="RESTRICT", postgresql_not_valid=True),
    )


def foreign_key_to_a_column():
    shelf = op.create_table("shelf", sa.Column("id", sa.Integer(), primary_key=True), schema="house")
    op.create_table("book", sa.Column("shelf", sa.Integer(), sa.ForeignKey(shelf.c.id)))


def exclusion():
    op.create_table(
        "loan",
        sa.Column("book", sa.Integer()),
        sa.Column("during", postgresql.TSRANGE()),
        postgresql.ExcludeConstraint(("book", "="), ("during", "&&"), name="one_reader", where="book > 5"),
    )


def indexes():
    op.create_table(
        "book",
        sa.Column("title", sa.Text(), index=True),
        sa.Column("isbn", sa.Text(), index=True, unique=True),
        sa.Index("by_title", "title", "isbn", unique=True),
        schema="library",
    )


def comments():
    op.create_table(
        "book",
        sa.Column("title", sa.Text(), comment="on the cover"),
        sa.Column("isbn", sa.Text(), comment="it's a number"),
        comment="all books",
        schema="library",
    )


def types_come_first():
    op.create_table(
        "book",
        sa.Column("state", sa.Enum("new", "old", name="book_state")),
        sa.Column("again", sa.Enum("new", "old", name="book_state")),
        sa.Column("size", postgresql.ENUM("s", "m", "l", name="book_size", schema="library")),
        sa.Column("ready", postgresql.ENUM("s", "m", "l", name="existing", create_type=False)),
        sa.Column("tags", postgresql.ARRAY(sa.Enum("x", "it's", name="book_tag"))),
    )


def type_is_made_once_in_a_run():
    op.create_table("a", sa.Column("state", sa.Enum("new", name="state")))
    op.create_table("b", sa.Column("state", sa.Enum("new", name="state")))


def type_inherits_the_schema():
    op.create_table(
        "book", sa.Column("state", sa.Enum("new", name="book_state", inherit_schema=True)), schema="library"
    )


def type_of_metadata_is_not_made():
    op.create_table("book", sa.Column("state", sa.Enum("new", name="book_state", metadata=sa.MetaData())))


def non_native_enums():
    op.create_table(
        "book",
        sa.Column("a", sa.Enum("new", "worn", name="state", native_enum=False)),
        sa.Column("b", sa.Enum("new", "it's", name="checked", native_enum=False, create_constraint=True)),
        sa.Column("c", sa.Enum("new", native_enum=False, length=40)),
    )


def domain():
    op.create_table(
        "book",
        sa.Column(
            "isbn",
            postgresql.DOMAIN("isbn", sa.Text(), check="VALUE ~ '^[0-9]+$'", not_null=True, default="0"),
        ),
    )


def options_of_postgresql():
    op.create_table("a", sa.Column("x", sa.Integer()), postgresql_partition_by="RANGE (x)")
    op.create_table("b", sa.Column("x", sa.Integer()), postgresql_inherits="Parent")
    op.create_table("c", sa.Column("x", sa.Integer()), postgresql_inherits=("p1", "p2"), postgresql_using="heap")
    op.create_table("d", sa.Column("x", sa.Integer()), postgresql_tablespace="Fast", postgresql_with_oids=False)
    op.create_table("e", sa.Column("x", sa.Integer()), prefixes=["TEMPORARY"], postgresql_on_commit="PRESERVE_ROWS")
    op.create_table("f", sa.Column("x", sa.Integer()), prefixes=["UNLOGGED"], mysql_engine="InnoDB")


def identity_and_computed():
    op.create_table(
        "book",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), primary_key=True),
        sa.Column("nullable", sa.Integer(), sa.Identity(), nullable=True),
        sa.Column("twice", sa.Integer(), sa.Computed("id * 2"), nullable=False),
    )


def keys_of_columns():
    op.create_table("book", sa.Column("isbn", sa.Text(), key="number"), sa.UniqueConstraint("number"))


def quoted_names():
    op.create_table("Order", sa.Column("Group", sa.Integer(), unique=True), schema="My Schema")
    op.create_table("forced", sa.Column("x", sa.Integer()), quote=True)
    op.create_table(sa.sql.quoted_name("Plain", quote=False), sa.Column("x", sa.Integer()))


def extras_are_ignored():
    op.create_table("book", None, sa.Column("x", sa.Integer()), info={"a": 1})


def drop():
    op.drop_table("book")
    op.drop_table("Book", schema="library")
    op.drop_table(table_name="book")


def rename():
    op.rename_table("book", "Volume")
    op.rename_table("book", "volume", schema="library")
    op.rename_table(old_table_name="book", new_table_name="volume", schema="city.library")


def comment():
    op.create_table_comment("book", "it's a book", existing_comment="old", schema="library")
    op.create_table_comment("book", None)
    op.drop_table_comment("book", existing_comment="x", schema="library")
