import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def inherited_names_in_batches():
    with op.batch_alter_table("Order", schema="My") as b:
        b.create_unique_constraint("U", ["A", "b"])
        b.create_index(None, ["A"])
        b.create_foreign_key(None, "X", ["A"], ["Id"], referent_schema="Other")
        b.alter_column("A", new_column_name="b", type_=sa.Integer(), existing_type=sa.Text(), comment="x")


def check_of_enum_in_batches():
    with op.batch_alter_table("t") as b:
        b.add_column(sa.Column("k", sa.Enum("a", native_enum=False, create_constraint=True, name="k_ok")))
        b.add_column(sa.Column("f", sa.Boolean(create_constraint=True, name="f_ok")))


def domains_and_arrays():
    op.add_column("t", sa.Column("d", postgresql.DOMAIN("positive", sa.Integer, check="VALUE > 0")))
    op.add_column("t", sa.Column("e", postgresql.ARRAY(sa.Enum("a", name="e")), server_default=sa.text("'{}'::e[]")))
    op.alter_column(
        "t",
        "e",
        type_=postgresql.ARRAY(sa.Enum("a", "b", name="e2")),
        postgresql_using="e::text[]::e2[]",
    )


def server_default_of_arrays():
    op.add_column(
        "t",
        sa.Column(
            "a",
            postgresql.ARRAY(sa.Text),
            server_default=sa.cast(postgresql.array([], type_=sa.Text), postgresql.ARRAY(sa.Text)),
        ),
    )
    op.add_column("t", sa.Column("b", postgresql.ARRAY(sa.Integer), server_default=postgresql.array([1])))


def checks_of_expressions():
    a, b = sa.column("a", sa.Integer), sa.column("b", sa.Text)
    op.create_check_constraint("c1", "t", sa.or_(a.is_(None), b.is_(None)))
    op.create_check_constraint("c2", "t", (a > 0) & (a < 10))
    op.create_check_constraint("c3", "t", sa.func.num_nonnulls(a, b) == 1)
    op.create_check_constraint("c4", "t", b.in_(("x", "y")))
    op.create_check_constraint("c5", "t", sa.case((a > 1, b.isnot(None)), else_=sa.true()))
    op.create_check_constraint("c6", "t", b.op("~")("^[a-z]+$"))
    op.create_check_constraint("c7", "t", b.regexp_match("^x"))
    op.create_check_constraint("c8", "t", sa.func.char_length(sa.func.trim(b)) > 0)
    op.create_check_constraint("c9", "t", a == sa.cast(b, sa.Integer))
    op.create_check_constraint("c10", "t", ~(a.between(1, 2)))
    op.create_check_constraint("c11", "t", b.like("x%"))
    op.create_check_constraint("c12", "t", b.startswith("x"))
    op.create_check_constraint("c13", "t", b != "")
    op.create_check_constraint("c14", "t", sa.func.lower(b) == b)
    op.create_check_constraint("c15", "t", a.isnot(None) == b.isnot(None))
    op.create_check_constraint("c16", "t", sa.tuple_(a, b) != sa.tuple_(b, a))
    op.create_check_constraint("c17", "t", a % 2 == 0)
    op.create_check_constraint("c18", "t", sa.column("j", postgresql.JSONB).has_key("x"))
    op.create_check_constraint("c19", "t", sa.func.jsonb_typeof(sa.column("j")) == "object")
    op.create_check_constraint("c20", "t", sa.and_(True, a > 1))


def check_of_table_columns():
    t = sa.table("t", sa.column("a"), schema="s")
    op.create_check_constraint("c", "t", t.c.a > 5, schema="s")
    op.create_index("i", "t", [t.c.a], schema="s", postgresql_where=t.c.a.isnot(None))


def index_on_many_expressions():
    a, d = sa.column("a", sa.Text), sa.column("d", postgresql.JSONB)
    op.create_index("i1", "t", [sa.func.lower(a).op("||")("x")])
    op.create_index("i2", "t", [sa.cast(d["x"].astext, sa.Integer)])
    op.create_index("i3", "t", [d["x"]["y"].astext, sa.func.jsonb_array_length(d["z"])])
    op.create_index("i4", "t", [a.op("COLLATE")(sa.text('"C"'))])
    op.create_index("i5", "t", [a.collate("C").desc()])
    op.create_index("i6", "t", [sa.func.coalesce(a, sa.text("''"))])
    op.create_index("i7", "t", [sa.text("a COLLATE \"C\" DESC NULLS LAST")])
    op.create_index("i8", "t", [sa.func.date(sa.column("at"))])
    op.create_index("i9", "t", [sa.func.date_trunc("day", sa.func.timezone("UTC", sa.column("at")))])
    op.create_index("i10", "t", ["a", sa.func.lower(a).asc(), sa.column("b").desc().nullslast()])
    op.create_index("i11", "t", [sa.column("tags", postgresql.ARRAY(sa.Text))[1]])
    op.create_index("i12", "t", [sa.func.array_to_string(sa.column("tags"), ",")])


def where_of_many_kinds():
    a, s = sa.column("a", sa.Integer), sa.column("s", sa.Enum("x", "y", name="e"))
    for number, where in enumerate((s.in_(["x", "y"]), s != "x", sa.not_(s.in_(["x"])), a.is_distinct_from(5), sa.func.lower(sa.column("b")) == "x", sa.column("c", sa.Boolean).is_(False), ~sa.column("c", sa.Boolean), sa.text("a > 5 AND b"), "b IS NULL", sa.true(), sa.column("at") > sa.func.now(), sa.column("b").like("x%"), sa.column("b").contains("x"), sa.column("b").op("~*")("x"), sa.column("b").isnot(sa.null()))):
        op.create_index(f"i{number}", "t", ["a"], postgresql_where=where)


def foreign_keys_in_tables():
    op.create_table(
        "a",
        sa.Column("id", sa.Integer, sa.ForeignKey("b.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("c", sa.Integer, sa.ForeignKey("a.id"), index=True),
        sa.Column("d", sa.ForeignKey("a.id", ondelete="SET NULL"), nullable=True),
    )


def two_tables_with_one_enum():
    state = postgresql.ENUM("on", "off", name="state", create_type=False)
    state.create(op.get_bind(), checkfirst=True)
    op.create_table("a", sa.Column("s", state, nullable=False, server_default="on"))
    op.create_table("b", sa.Column("s", postgresql.ARRAY(state), server_default="{on}"))
    op.drop_table("b")
    op.drop_table("a")
    state.drop(op.get_bind(), checkfirst=True)


def with_variant_in_tables():
    op.create_table(
        "a",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column(
            "j",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
            server_default="{}",
        ),
        sa.Column("u", sa.String(36).with_variant(postgresql.UUID(as_uuid=True), "postgresql"), unique=True),
        sa.Column("t", sa.Text().with_variant(sa.VARCHAR(255), "mysql"), index=True),
    )


def unlogged_partitioned_children():
    op.execute("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')")
    op.create_table(
        "p",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Date, nullable=False),
        postgresql_partition_by="RANGE (at)",
        prefixes=["UNLOGGED"],
        schema="s",
        comment="parts",
    )
