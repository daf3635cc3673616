import sqlalchemy as sa
from alembic import context, op
from sqlalchemy import schema
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable, Sequence
from alembic import op


def _table():
    return sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text), schema="s", comment="c")


def batch_every_operation():
    with op.batch_alter_table("t", schema="s") as b:
        b.add_column(
            sa.Column("a", sa.Integer(), sa.ForeignKey("x.id", name="f"), nullable=False, server_default="0"),
        )
        b.add_column(column=sa.Column("b", sa.Text(), unique=True, index=True, comment="c"))
        b.alter_column("a", nullable=True, new_column_name="c")
        b.alter_column(column_name="a", type_=sa.Text(), postgresql_using="a::text")
        b.drop_column("a")
        b.create_unique_constraint("u", ["a"])
        b.create_check_constraint("c", "a > 0")
        b.create_foreign_key("f", "x", ["a"], ["id"], ondelete="CASCADE", referent_schema="r")
        b.create_primary_key("p", ["a"])
        b.drop_constraint("u", type_="unique")
        b.create_index("i", ["a"], unique=True)
        b.drop_index("i")
        b.create_table_comment("x")
        b.drop_table_comment()


def batch_arguments():
    with op.batch_alter_table("t", recreate="auto", reflect_args=[], table_args=(), naming_convention={"fk": "x"}) as b:
        b.drop_column("a", mssql_drop_check=True)
    with op.batch_alter_table("t", None, "never") as b:
        b.drop_column("a")


def batch_execute():
    with op.batch_alter_table("t") as b:
        b.execute("SELECT 1")
        b.drop_column("a")


def batch_get_bind():
    with op.batch_alter_table("t") as b:
        b.get_bind().execute(sa.text("SELECT 1"))
        b.drop_column("a")


def batch_f_names():
    with op.batch_alter_table("t") as b:
        b.create_unique_constraint(b.f("uq_t"), ["a"])
        b.drop_constraint(b.f("uq_t"))
        b.create_foreign_key(
            b.f("fk"),
            "x",
            ["a"],
            ["id"],
            use_alter=True,
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
            match="FULL",
        )


def batch_without_with():
    b = op.batch_alter_table("t")
    with b as c:
        c.drop_column("a")


def batch_positional_type():
    with op.batch_alter_table("t") as b:
        b.drop_constraint("u", "unique")


def alter_column_everything():
    op.alter_column(
        "t",
        "a",
        nullable=False,
        comment="c",
        server_default=sa.text("1"),
        new_column_name="B",
        type_=sa.BigInteger(),
        existing_type=sa.Integer(),
        existing_server_default=None,
        existing_nullable=True,
        existing_comment="x",
        schema="s",
        autoincrement=True,
        postgresql_using="a::bigint",
    )


def alter_column_values():
    op.alter_column("t", "a", server_default="5")
    op.alter_column("t", "a", server_default=sa.func.now())
    op.alter_column("t", "a", server_default=sa.text("'x'::text"))
    op.alter_column("t", "a", server_default=sa.true())
    op.alter_column("t", "a", server_default=None, existing_server_default=sa.text("1"))
    op.alter_column("t", "a", server_default=False)
    op.alter_column("t", "a", server_default=sa.literal(5))
    op.alter_column("t", "a", server_default=sa.schema.DefaultClause("x"))
    op.alter_column("t", "a", comment=None)
    op.alter_column("t", "a", comment=False)
    op.alter_column("t", "a", comment="")
    op.alter_column("t", "a", nullable=None)


def alter_column_unknown_keyword():
    op.alter_column("t", "a", nulable=True)


def alter_column_types():
    op.alter_column("t", "a", type_=sa.Enum("x", name="e"), postgresql_using="a::e")
    op.alter_column("t", "a", type_=sa.Boolean(), existing_type=sa.Boolean(create_constraint=True, name="b"))
    op.alter_column(
        "t",
        "a",
        existing_type=sa.Enum("x", native_enum=False, create_constraint=True, name="e"),
        nullable=True,
    )
    op.alter_column(
        "t",
        "a",
        type_=sa.String(5),
        existing_type=sa.Enum("x", native_enum=False, create_constraint=True, name="e"),
    )
    op.alter_column("t", "a", type_=sa.Enum("x", native_enum=False, create_constraint=True, name="e"), schema="s")


def alter_column_identity():
    op.alter_column("t", "a", server_default=sa.Identity(always=True, start=3), existing_server_default=None)
    op.alter_column("t", "a", server_default=None, existing_server_default=sa.Identity())
    op.alter_column(
        "t",
        "a",
        server_default=sa.Identity(always=True, increment=2, cycle=True),
        existing_server_default=sa.Identity(),
    )
    op.alter_column(
        "t",
        "a",
        server_default=sa.Identity(minvalue=5),
        existing_server_default=sa.Identity(always=True, minvalue=1, maxvalue=9),
    )
    op.alter_column("t", "a", server_default=sa.Identity(), existing_server_default=False)


def alter_identity_to_same():
    op.alter_column("t", "a", server_default=sa.Identity(), existing_server_default=sa.Identity())


def add_column_details():
    op.add_column(
        "t",
        sa.Column(
            "a",
            sa.Integer(),
            sa.ForeignKey("x.id"),
            sa.CheckConstraint("a > 0", name="c"),
            unique=True,
            comment="k",
        ),
        schema="s",
    )
    op.add_column(
        "t",
        sa.Column("a", sa.Integer(), sa.ForeignKey("t.id", ondelete="SET NULL", name=op.f("fk"), deferrable=True)),
    )
    op.add_column("t", sa.Column("a", postgresql.ARRAY(sa.Text), server_default="{}", nullable=False))
    op.add_column("t", sa.Column("a", sa.Boolean, server_default=sa.false(), nullable=False))
    op.add_column("t", sa.Column("a", sa.JSON, server_default=sa.text("'{}'::json")))
    op.add_column("t", sa.Column("a", sa.Integer, sa.Identity(start=5)))
    op.add_column("t", sa.Column("a", sa.Integer, sa.Computed("b * 2", persisted=True)))
    op.add_column("t", sa.Column("a", sa.Integer, index=True, unique=True), schema="s")
    op.add_column("t", sa.Column("a", sa.Integer, primary_key=True))
    op.add_column("t", sa.Column("id", sa.Integer, sa.ForeignKey("x.id", use_alter=True, name="f")))


def add_two_columns_of_one_object():
    column = sa.Column("a", sa.Integer())
    op.add_column("t", column)
    op.add_column("u", column)


def drop_column_forms():
    op.drop_column("t", "a", schema="s", mssql_drop_default=True, mssql_drop_check=True)
    op.drop_column(table_name="t", column_name="A")


def context_bind():
    op.get_context().bind
    op.get_context().connection


def autocommit():
    with op.get_context().autocommit_block():
        op.execute("VACUUM")
        op.create_index("i", "t", ["a"], postgresql_concurrently=True)


def bind_forms():
    bind = op.get_bind()
    bind.execute(sa.text("SELECT 1"))
    conn = op.get_bind()
    conn.execute(sa.table("t", sa.column("a")).delete())
    op.get_bind().execute(sa.schema.CreateSchema("s"))


def bind_string():
    op.get_bind().execute("SELECT 1")


def bind_dialect():
    bind = op.get_bind()
    if bind.dialect.name != "sqlite" and bind.engine.name == "postgresql":
        op.execute("SELECT 1")


def ddl_comments():
    t = _table()
    op.execute(sa.schema.SetTableComment(t))
    op.execute(sa.schema.DropTableComment(t))


def ddl_indexes():
    t = _table()
    op.execute(CreateIndex(sa.Index("i", t.c.a)))
    op.execute(
        CreateIndex(sa.Index("i", t.c.a.desc(), unique=True, postgresql_where=t.c.a != "x"), if_not_exists=True),
    )
    op.execute(sa.schema.DropIndex(sa.Index("i", t.c.a)))
    op.execute(sa.schema.DropIndex(sa.Index("i", t.c.a), if_exists=True))
    op.execute(CreateIndex(sa.Index("i", sa.func.lower(t.c.a), postgresql_concurrently=True)))


def ddl_sequences():
    op.execute(CreateSequence(Sequence("q")))
    op.execute(
        CreateSequence(
            Sequence(
                "q",
                start=1,
                increment=1,
                minvalue=1,
                maxvalue=99,
                cycle=True,
                cache=3,
                schema="S",
                data_type=sa.BigInteger,
            ),
        ),
    )
    op.execute(CreateSequence(Sequence("q", 5, 2)))
    op.execute(sa.schema.DropSequence(Sequence("q", schema="s")))
    op.execute(sa.schema.DropSequence(Sequence("q"), if_exists=True))
    op.execute(CreateSequence(Sequence("q", nominvalue=True, nomaxvalue=True, cycle=False, order=True)))


def ddl_schemas():
    op.execute(sa.schema.CreateSchema("s"))
    op.execute(sa.schema.CreateSchema("s", if_not_exists=True))
    op.execute(sa.schema.DropSchema("S", cascade=True, if_exists=True))
    op.execute(schema.DropSchema("s"))


def ddl_texts():
    op.execute(sa.DDL("CREATE EXTENSION x"))
    op.execute(sa.DDL("SELECT '100%%' %(a)s", context={"a": "b"}))
    op.execute(sa.schema.DDL("SELECT 1"))


def enum_ddl_elements():
    e = postgresql.ENUM("a", "b", name="e", schema="s")
    op.execute(postgresql.CreateEnumType(e))
    op.execute(postgresql.DropEnumType(e))


def enum_used_twice():
    e = sa.Enum("a", name="e")
    e.create(op.get_bind(), checkfirst=True)
    op.create_table("t", sa.Column("a", e))
    op.add_column("u", sa.Column("a", e))


def enum_twice_in_tables():
    e = sa.Enum("a", name="e")
    op.create_table("t", sa.Column("a", e), sa.Column("b", e))
    op.create_table("u", sa.Column("a", e))
    op.create_table("v", sa.Column("a", sa.Enum("a", name="e")))


def enum_in_schema_twice():
    op.create_table("t", sa.Column("a", sa.Enum("a", name="e", schema="s")))
    op.create_table("u", sa.Column("a", sa.Enum("a", name="e", schema="r")))


def enum_dropped_between():
    e = sa.Enum("a", name="e")
    op.create_table("t", sa.Column("a", e))
    op.drop_table("t")
    e.drop(op.get_bind())
    op.create_table("t", sa.Column("a", e))


def table_objects():
    t = _table()
    t.create(op.get_bind())
    t.create(op.get_bind(), checkfirst=True)
    t.drop(op.get_bind())
    t.drop(op.get_bind(), checkfirst=False)
    t.metadata.create_all(op.get_bind())


def metadata_objects():
    m = sa.MetaData()
    a = sa.Table("a", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("e", sa.Enum("x", name="e")))
    b = sa.Table("b", m, sa.Column("a", sa.ForeignKey("a.id")), sa.Column("c", sa.Text, index=True))
    m.create_all(op.get_bind(), checkfirst=False)
    m.drop_all(op.get_bind())
    m.create_all(op.get_bind(), tables=[a])


def metadata_schema():
    m = sa.MetaData(schema="s")
    t = sa.Table("a", m, sa.Column("id", sa.Integer, primary_key=True))
    t.create(op.get_bind())
    op.execute(t.insert().values(id=1))
    op.execute(sa.select(t.c.id))
    op.execute(CreateTable(t))


def sequence_objects():
    q = Sequence("q", start=3)
    q.create(op.get_bind())
    q.create(op.get_bind(), checkfirst=False)
    q.drop(op.get_bind())


def index_objects():
    t = _table()
    i = sa.Index("i", t.c.a, unique=True)
    i.create(op.get_bind())
    i.create(bind=op.get_bind(), checkfirst=True)
    i.drop(op.get_bind())


def f_strings_of_names():
    op.create_index(op.f("ix_%s_%s" % ("t", "a")), "t", ["a"])
    op.drop_index(op.f("ix_t_a"), table_name="t")


def server_defaults():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer, server_default="0"),
        sa.Column("b", sa.Text, server_default=""),
        sa.Column("c", sa.Text, server_default="it's"),
        sa.Column("d", sa.Boolean, server_default="true"),
        sa.Column("e", sa.Boolean, server_default=sa.text("false")),
        sa.Column("f", sa.DateTime, server_default=sa.text("(now() at time zone 'utc')")),
        sa.Column("g", sa.DateTime, server_default=sa.func.current_timestamp()),
        sa.Column("h", sa.DateTime, server_default=sa.func.timezone("utc", sa.func.now())),
        sa.Column("i", sa.Uuid, server_default=sa.func.gen_random_uuid()),
        sa.Column("j", postgresql.JSONB, server_default="{}"),
        sa.Column("k", postgresql.ARRAY(sa.Text), server_default=sa.text("'{}'::text[]")),
        sa.Column("l", sa.Integer, server_default=sa.literal(5)),
        sa.Column("m", sa.Text, server_default=sa.literal("x")),
        sa.Column("n", sa.Text, server_default=sa.literal_column("'x'")),
        sa.Column("o", sa.Text, server_default=sa.null()),
        sa.Column("p", sa.Text, server_default=sa.cast("x", sa.Text)),
        sa.Column("q", sa.Interval, server_default=sa.text("interval '1 day'")),
        sa.Column("r", sa.Text, server_default="a\\b"),
        sa.Column("s", sa.Text, server_default="100%"),
        sa.Column("t", sa.Text, server_default=sa.text("'100%'")),
        sa.Column("u", sa.Text, server_default="a:b"),
        sa.Column("v", sa.Text, server_default=sa.text("'a:b'")),
        sa.Column("w", sa.Date, server_default=sa.func.current_date()),
        sa.Column("x", sa.Integer, server_default=sa.text("nextval('s'::regclass)")),
        sa.Column("y", sa.Text, server_default=sa.FetchedValue()),
        sa.Column("z", sa.Integer, server_default=sa.Sequence("q").next_value()),
        sa.Column("aa", postgresql.ARRAY(sa.Integer), server_default=postgresql.array([1, 2])),
        sa.Column("ab", sa.Text, server_default=sa.func.coalesce("a", "b") + "x"),
        sa.Column("ac", postgresql.JSONB, server_default=sa.text("'{\"a\": 1}'::jsonb")),
    )


def server_default_text_bind():
    op.create_table("t", sa.Column("a", sa.Text, server_default=sa.text("'a' :b")))


def server_default_json_colon():
    op.create_table("t", sa.Column("a", sa.JSON, server_default=sa.text("'{\"a\":true}'")))


def refused_batch_recreate_always():
    with op.batch_alter_table("t", recreate="always") as b:
        b.drop_column("a")


def refused_batch_insert_after():
    with op.batch_alter_table("t") as b:
        b.add_column(sa.Column("a", sa.Integer()), insert_after="b")


def refused_batch_rename_table():
    with op.batch_alter_table("t") as b:
        b.rename_table("u")


def refused_batch_bulk_insert():
    with op.batch_alter_table("t") as b:
        b.bulk_insert(sa.table("x", sa.column("a")), [{"a": 1}])


def refused_batch_alter_column_positional():
    with op.batch_alter_table("t") as b:
        b.alter_column("a", False)


def refused_batch_wrong_keyword():
    with op.batch_alter_table("t") as b:
        b.create_index("i", ["a"], table_name="x")


def refused_alter_column_positional():
    op.alter_column("t", "a", False)


def refused_alter_column_server_default_number():
    op.alter_column("t", "a", server_default=5)


def refused_alter_column_server_default_true():
    op.alter_column("t", "a", server_default=True)


def refused_alter_column_name():
    op.alter_column("t", "a", name="b")


def refused_alter_column_computed():
    op.alter_column("t", "a", server_default=sa.Computed("b + 1"))


def refused_add_column_forms():
    op.add_column("t", sa.Column("a", sa.Integer()), "s")


def refused_add_column_swapped():
    op.add_column(sa.Column("a", sa.Integer()), "t")


def refused_add_column_string():
    op.add_column("t", "a")


def refused_drop_column_positional_schema():
    op.drop_column("t", "a", "s")


def refused_drop_column_list():
    op.drop_column("t", ["a", "b"])


def refused_run_async():
    op.run_async(lambda connection: None)


def refused_ddl_text_with_percent():
    op.execute(sa.DDL("SELECT 'a%b'"))


def refused_server_default_number():
    op.create_table("t", sa.Column("a", sa.Integer, server_default=0))


def refused_server_default_bool():
    op.create_table("t", sa.Column("a", sa.Boolean, server_default=False))


def refused_server_default_callable():
    op.create_table("t", sa.Column("a", sa.DateTime, server_default=sa.func.now))


def refused_unknown_operation():
    op.frobnicate("t")
