import enum

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Enum, ForeignKey, Integer, String, Text, func, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, ENUM, JSONB, UUID
from sqlalchemy.sql import column, table


class Kind(str, enum.Enum):
    small = "S"
    large = "L"


def string_enum_defaults():
    op.create_table("t", Column("k", Enum(Kind, name="kind"), server_default=Kind.small, nullable=False))


def string_enum_default_value():
    op.create_table("t", Column("k", Enum(Kind, name="kind"), server_default=Kind.small.value))
    op.add_column("t", Column("l", Enum(Kind, name="kind"), server_default=Kind.large.name))


def enum_values_callable():
    op.create_table(
        "t",
        Column("k", Enum(Kind, name="kind", values_callable=lambda e: [m.value for m in e]), server_default="S"),
    )


def enum_in_bulk_insert():
    t = table("t", column("k", Enum(Kind, name="kind")))
    op.bulk_insert(t, [{"k": Kind.small}, {"k": "large"}])
    op.execute(t.update().values(k=Kind.large).where(t.c.k == Kind.small))


def enum_value_not_a_name():
    t = table("t", column("k", Enum(Kind, name="kind")))
    op.execute(t.update().values(k="S"))


def enum_plain_label_unknown():
    t = table("t", column("k", Enum("a", "b", name="kind")))
    op.execute(t.update().values(k="zzz"))
    op.execute(t.delete().where(t.c.k == "qqq"))


def enum_cast_in_using():
    op.execute("ALTER TABLE t ALTER COLUMN k TYPE kind USING k::text::kind")
    op.alter_column(
        "t",
        "k",
        type_=ENUM("S", "L", name="kind", create_type=False),
        existing_type=Text(),
        postgresql_using="k::kind",
        existing_nullable=False,
    )


def columns_from_function():
    def stamps():
        return [Column("created", DateTime(timezone=True), server_default=func.now()), Column("updated", DateTime(timezone=True), onupdate=func.now())]
    op.create_table("a", Column("id", Integer, primary_key=True), *stamps(), sa.UniqueConstraint("created"))


def add_foreign_key_with_schema():
    op.add_column("t", Column("a", Integer(), ForeignKey("s.x.id", name="f", ondelete="CASCADE")), schema="s")
    op.add_column("t", Column("b", Integer(), ForeignKey("t.id")), schema="s")


def add_column_foreign_key_not_valid():
    op.add_column("t", Column("a", Integer(), ForeignKey("x.id", postgresql_not_valid=True)))


def add_column_computed_not_null():
    op.add_column("t", Column("a", Integer(), sa.Computed("b + c"), nullable=False, comment="x"))


def add_column_quoted_schema():
    op.add_column("Order", Column("User", Integer(), index=True, comment="it's"), schema="My Schema")


def add_column_long_names():
    op.add_column("t" * 40, Column("c" * 40, Integer(), index=True))


def add_column_of_uppercase_types():
    op.add_column("t", Column("a", sa.VARCHAR(length=10), autoincrement=False, nullable=True))
    op.add_column(
        "t",
        Column(
            "b",
            postgresql.TIMESTAMP(timezone=True),
            server_default=text("CURRENT_TIMESTAMP"),
            autoincrement=False,
            nullable=False,
        ),
    )
    op.add_column("t", Column("c", postgresql.JSON(astext_type=Text()), autoincrement=False))
    op.add_column("t", Column("d", sa.DOUBLE_PRECISION(precision=53)))
    op.add_column(
        "t",
        Column(
            "e",
            sa.INTEGER(),
            sa.Identity(always=False, start=1, increment=1, minvalue=1, maxvalue=2147483647, cycle=False, cache=1),
        ),
    )
    op.add_column("t", Column("f", sa.NUMERIC(precision=10, scale=2), server_default=text("'0'::numeric")))
    op.add_column("t", Column("g", sa.BOOLEAN(), server_default=text("false")))
    op.add_column("t", Column("h", postgresql.UUID(), server_default=text("gen_random_uuid()")))


def drop_everything():
    op.drop_constraint("fk_a", "t", type_="foreignkey")
    op.drop_index(op.f("ix_t_a"), table_name="t", postgresql_using="gin")
    op.drop_index("i", table_name="t", postgresql_where=text("a"), postgresql_ops={"a": "x"})
    op.drop_column("t", "a")
    op.drop_table("t")
    op.execute("DROP TYPE kind")
    sa.Enum(name="kind").drop(op.get_bind(), checkfirst=False)


def alter_existing_only():
    op.alter_column(
        "t",
        "a",
        existing_type=sa.VARCHAR(length=5),
        existing_nullable=True,
        existing_server_default=text("'x'"),
        existing_comment="y",
    )


def alter_type_with_existing():
    op.alter_column(
        "t",
        "a",
        existing_type=sa.VARCHAR(length=5),
        type_=sa.String(length=10),
        existing_nullable=False,
        existing_server_default=text("'x'"),
    )
    op.alter_column(
        "t",
        "a",
        existing_type=postgresql.ENUM("a", name="e"),
        type_=sa.Enum("a", "b", name="e2"),
        existing_nullable=False,
    )
    op.alter_column(
        "t",
        "a",
        existing_type=sa.TEXT(),
        type_=postgresql.ARRAY(sa.Text()),
        postgresql_using="string_to_array(a, ',')",
        nullable=False,
        server_default="{}",
    )


def alter_key_to_bigint():
    op.alter_column(
        "t",
        "id",
        existing_type=Integer(),
        type_=sa.BigInteger(),
        existing_nullable=False,
        autoincrement=True,
        existing_autoincrement=True,
        existing_server_default=text("nextval('t_id_seq'::regclass)"),
    )


def alter_rename_with_schema():
    op.alter_column("t", "a", new_column_name="b", schema="s")
    op.alter_column("T", "A", new_column_name="order", existing_type=Integer())


def comments_on_tables_and_columns():
    op.create_table(
        "t",
        Column("a", Integer(), comment="first"),
        Column("b", Integer(), comment=""),
        Column("c", Integer(), comment=None),
        comment="all 'of' it\\",
    )
    op.alter_column("t", "a", comment="new", existing_comment="first", existing_type=Integer())
    op.alter_column("t", "a", comment=None, existing_comment="first", existing_type=Integer())


def indexes_of_op_f():
    op.create_index(op.f("ix_t_a"), "t", ["a"], unique=False)
    op.create_index(op.f("ix_t_b"), "t", [text("lower(b)")], unique=True, postgresql_where=text("b IS NOT NULL"))
    op.create_index("ix_t_c", "t", ["c", text("d DESC")], postgresql_using="btree")
    op.create_index("ix_gin", "t", [text("data jsonb_path_ops")], postgresql_using="gin")
    op.create_index("ix_trgm", "t", ["name"], postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"})
    op.create_index("ix_inc", "t", ["a"], postgresql_include=["b"], postgresql_concurrently=True, if_not_exists=True)
    op.create_index(
        "ix_vec",
        "t",
        ["v"],
        postgresql_using="hnsw",
        postgresql_with={"m": 16, "ef_construction": 64},
        postgresql_ops={"v": "vector_cosine_ops"},
    )


def literal_columns_in_index():
    op.create_index("i", "t", [sa.literal_column("lower(a)"), sa.literal_column("b DESC")])
    op.create_index("i", "t", [sa.literal_column("lower(a)").desc()])


def unique_keyword_as_text():
    op.create_index("i", "t", ["a"], unique="yes")


def nullable_as_number():
    op.create_table("t", Column("a", Integer, nullable=0), Column("b", Integer, nullable=1))


def primary_key_by_constraint_with_serial():
    op.create_table(
        "t",
        Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "t",
        Column("id", Integer(), nullable=False),
        Column("b", Integer()),
        sa.PrimaryKeyConstraint("id", name="pk"),
        sa.UniqueConstraint("b"),
    )
    op.create_table(
        "t",
        Column("a", Integer(), nullable=False),
        Column("b", Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a", "b"),
        sa.ForeignKeyConstraint(["a"], ["x.id"]),
    )


def primary_key_with_foreign_key():
    op.create_table(
        "t",
        Column("id", Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["id"], ["x.id"], ondelete="CASCADE"),
    )


def uuid_key_with_default():
    op.create_table(
        "t",
        Column("id", UUID(as_uuid=True), server_default=text("uuid_generate_v4()"), primary_key=True),
        Column("j", JSONB, server_default=text("'{}'::jsonb")),
        Column("a", ARRAY(String), server_default="{}"),
    )


def boolean_defaults():
    op.create_table(
        "t",
        Column("a", Boolean(), server_default=sa.false()),
        Column("b", Boolean(), server_default=sa.sql.expression.true()),
        Column("c", Boolean(), server_default="f"),
        Column("d", Boolean(), server_default=sa.sql.false()),
        Column("e", Boolean(), default=False),
    )


def schema_objects_in_string():
    op.execute(f"CREATE SCHEMA IF NOT EXISTS {'s'}")
    op.execute("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN NEW.a := 1; RETURN NEW; END; $$ LANGUAGE plpgsql")


def assignment_operator_in_text():
    op.execute(
        text("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN NEW.a := 1; RETURN NEW; END; $$ LANGUAGE plpgsql"),
    )


def backslash_colons():
    op.execute("SELECT a\\:\\:int, '\\:x'")


def batch_of_several_things():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.add_column(Column("a", Integer(), nullable=True))
        batch_op.create_foreign_key("fk_t_a", "x", ["a"], ["id"])
        batch_op.alter_column("b", existing_type=Text(), nullable=False)
        batch_op.drop_index("i")
        batch_op.create_index(batch_op.f("ix_t_a"), ["a"], unique=False)
        batch_op.drop_constraint(batch_op.f("fk_old"), type_="foreignkey")
        batch_op.drop_column("c")


def batch_create_check_with_expression():
    with op.batch_alter_table("t") as batch_op:
        batch_op.create_check_constraint("c", column("a") > 5)
        batch_op.create_check_constraint(constraint_name="d", condition="a < 5")


def two_batches():
    for name in ("a", "b"):
        with op.batch_alter_table(name) as batch_op:
            batch_op.add_column(Column("x", Integer()))
            batch_op.alter_column("y", new_column_name="z")


def batch_returns_nothing_after():
    batch = op.batch_alter_table("t")
    with batch as b:
        b.add_column(Column("x", Integer()))
    op.drop_column("t", "y")


def unique_over_several_columns_in_schema():
    op.create_unique_constraint("u", "t", ["b", "a"], schema="s")
    op.create_foreign_key(
        op.f("fk"),
        "t",
        "t",
        ["parent"],
        ["id"],
        source_schema="s",
        referent_schema="s",
        ondelete="SET NULL",
    )


def sequence_by_text():
    op.execute(sa.schema.CreateSequence(sa.Sequence("q", start=100, increment=10)))
    op.add_column(
        "t",
        Column("n", Integer(), sa.Sequence("q"), server_default=sa.Sequence("q").next_value(), nullable=False),
    )


def unicode_everywhere():
    op.create_table(
        "größe",
        Column("länge", Integer(), comment="Länge in µm", server_default="ü"),
        sa.CheckConstraint("länge > 0", name="über"),
    )
    op.create_index("ïndex", "größe", ["länge"])


def percent_in_names():
    op.create_table("a%b", Column("c%d", Integer(), index=True), sa.CheckConstraint("\"c%d\" > 5"))
    op.create_index("e%f", "a%b", ["c%d"], postgresql_where=text("\"c%d\" > 5"))


def names_with_quotes():
    op.create_table('a"b', Column('c"d', Integer()))
    op.alter_column('a"b', 'c"d', new_column_name="e'f")


def names_with_dots():
    op.create_table("a.b", Column("c.d", Integer(), sa.ForeignKey("x.y.z")))


def exec_only_comment():
    op.execute("-- nothing")
