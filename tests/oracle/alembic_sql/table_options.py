import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def _id():
    return sa.Column("id", sa.Integer(), nullable=False)


def prefixes():
    op.create_table("log", _id(), prefixes=["UNLOGGED"])
    op.create_table("scratch", _id(), prefixes=("GLOBAL", "TEMPORARY"))


def partitions():
    op.create_table(
        "reading",
        _id(),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "at"),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_table("copy", _id(), postgresql_partition_by="LIST (id)", schema="archive")


def inheritance():
    op.create_table("truck", _id(), postgresql_inherits="vehicle")
    op.create_table("truck", _id(), postgresql_inherits=("vehicle", "Freight"))
    op.create_table("truck", _id(), postgresql_inherits=["order"])


def inheritance_in_schema():
    op.create_table("truck", _id(), postgresql_inherits="fleet.vehicle")


def on_commit():
    op.create_table("scratch", _id(), prefixes=["TEMP"], postgresql_on_commit="PRESERVE ROWS")
    op.create_table("scratch", _id(), prefixes=["TEMP"], postgresql_on_commit="delete_rows")


def tablespace_and_access_method():
    op.create_table("log", _id(), postgresql_tablespace="Fast", postgresql_using="heap", postgresql_with_oids=False)
    op.create_table(
        "log",
        _id(),
        postgresql_tablespace="fast",
        postgresql_with_oids=True,
        postgresql_partition_by="HASH (id)",
        postgresql_inherits="base",
    )


def other_databases():
    op.create_table(
        "log",
        _id(),
        mysql_engine="InnoDB",
        mysql_charset="utf8",
        sqlite_autoincrement=True,
        mysql_row_format="X",
        mariadb_engine="Aria",
        sqlite_with_rowid=False,
    )


def quoting_flags():
    op.create_table("Log", _id(), quote=False)
    op.create_table("log", _id(), quote=True, schema="Logs", quote_schema=False)


def comment_with_schema():
    op.create_table("log", _id(), schema="audit", comment="it's\\all")


def schema_is_empty():
    op.create_table("log", _id(), schema="")


def schema_with_dot():
    op.create_table("log", _id(), sa.Column("a", sa.Integer(), index=True, comment="x"), schema="a.b")


def columns_in_a_list():
    columns = [_id(), sa.Column("name", sa.Text())]
    op.create_table("log", *columns, sa.PrimaryKeyConstraint("id"))


def table_name_by_keyword():
    op.create_table(table_name="log")


def mysql_comment():
    op.create_table("log", _id(), mysql_comment="x")


def two_primary_keys():
    op.create_table("log", sa.Column("a", sa.Integer(), primary_key=True), sa.PrimaryKeyConstraint("a"))


def two_primary_key_constraints():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer()),
        sa.PrimaryKeyConstraint("a"),
        sa.PrimaryKeyConstraint("a", name="x"),
    )


def differing_primary_keys():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), primary_key=True),
        sa.Column("b", sa.Integer()),
        sa.PrimaryKeyConstraint("b"),
    )


def foreign_key_without_type_to_itself():
    op.create_table("log", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.ForeignKey("log.id")))


def table_inline_index():
    op.create_table(
        "log",
        sa.Column("a", sa.Text()),
        sa.Column("b", sa.Text()),
        sa.Index("by_a", "a", unique=True),
        sa.Index("by_b", sa.text("lower(b)"), postgresql_using="gin", postgresql_where=sa.text("a IS NULL")),
        sa.Index(None, "a", "b"),
    )


def two_foreign_keys_of_one_column():
    op.create_table("log", sa.Column("a", sa.Integer(), sa.ForeignKey("x.id"), sa.ForeignKey("y.id", name="to_y")))


def key_and_index_flags():
    op.create_table("log", sa.Column("id", sa.Integer(), primary_key=True, index=True, unique=True))


def constraints_between_columns():
    op.create_table(
        "log",
        sa.UniqueConstraint("b", "a", name="u"),
        sa.Column("a", sa.Integer()),
        sa.CheckConstraint("a > 0"),
        sa.Column("b", sa.Integer()),
    )


def use_alter_stays_out():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), sa.ForeignKey("x.id", use_alter=True, name="f")),
        sa.Column("b", sa.Integer(), sa.ForeignKey("y.id", use_alter=True)),
    )


def use_alter_of_constraint():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer()),
        sa.ForeignKeyConstraint(["a"], ["x.id"], use_alter=True, name="f"),
    )


def cyclic_self_reference():
    op.create_table(
        "node",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("up", sa.Integer(), sa.ForeignKey("node.id", ondelete="CASCADE", use_alter=True, name="fk_up")),
    )


def system_columns():
    op.create_table("log", sa.Column("xmin", sa.Integer(), system=True), sa.Column("a", sa.Integer()))


def doc_and_info():
    op.create_table("log", sa.Column("a", sa.Integer(), doc="x", info={}, key="k", quote=True, insert_default=4))


def none_in_columns():
    op.create_table("log", sa.Column("a", sa.Integer()), None)


def drop_table_other_keywords():
    op.drop_table("log", mysql_engine="x", info={})


def rename_by_keyword():
    op.rename_table(old_table_name="Order", new_table_name="select", schema="My Schema")


def table_comments():
    op.create_table_comment("log", "all")
    op.create_table_comment("log", None)
    op.create_table_comment("log", "new", existing_comment="old", schema="audit")
    op.create_table_comment(table_name="log", comment="")
    op.drop_table_comment("log", existing_comment="old", schema="audit")
    op.drop_table_comment("log")


def returned_table():
    log = op.create_table("log", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Text(), key="k"))
    op.bulk_insert(log, [{"id": 1, "k": "x"}])
    op.execute(log.insert().values(k="y"))
    op.execute(sa.select(log.c.k).where(log.c.id == 1))
    op.create_index("i", "log", [log.c.k])


def exclude_in_table():
    op.create_table(
        "booking",
        sa.Column("room", sa.Integer()),
        sa.Column("during", postgresql.TSRANGE()),
        postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap"),
        postgresql.ExcludeConstraint(
            (sa.text("room"), "="),
            (sa.func.lower(sa.column("during")), "="),
            using="gist",
            where=sa.text("room > 0"),
        ),
        postgresql.ExcludeConstraint(
            (sa.column("room"), "="),
            where="room > 1",
            ops={"room": "int4_ops"},
            deferrable=True,
            initially="DEFERRED",
        ),
    )


def unique_over_flagged_column():
    op.create_table("log", sa.Column("a", sa.Integer(), unique=True), sa.UniqueConstraint("a", name="again"))


def unnamed_unique_and_checks():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer()),
        sa.UniqueConstraint("a"),
        sa.CheckConstraint("a > 0"),
        sa.CheckConstraint(sa.column("a") < 9, name="small"),
    )


def checks_with_percent_and_colons():
    op.create_table(
        "log",
        sa.Column("a", sa.Text()),
        sa.CheckConstraint("a LIKE '%x%'"),
        sa.CheckConstraint("a::text <> ''"),
    )


def identity_arguments():
    op.create_table(
        "log",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=True, start=10, increment=-2, minvalue=-100, maxvalue=100, cache=5, cycle=True),
            primary_key=True,
        ),
    )
    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), sa.Identity(nominvalue=True, nomaxvalue=True, cycle=False, on_null=True)),
    )
    op.create_table("log", sa.Column("id", sa.Integer(), sa.Identity(True, False, 3, 4), nullable=True))
    op.create_table("log", sa.Column("id", sa.Integer(), server_default=sa.Identity(order=True)))


def identity_nullable_key():
    op.create_table("log", sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True, nullable=False))


def identity_with_false_markers():
    op.create_table("log", sa.Column("id", sa.Integer(), sa.Identity(nominvalue=False)))


def computed_arguments():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer(), sa.Computed("a * 2", persisted=True)),
        sa.Column("c", sa.Text(), sa.Computed(sa.text("a::text"), True), nullable=False),
    )


def sequence_keys():
    op.create_table("log", sa.Column("id", sa.Integer(), sa.Sequence("s"), primary_key=True))
    op.create_table(
        "log",
        sa.Column(
            "id",
            sa.Integer(),
            sa.Sequence("s", start=5, schema="x"),
            server_default=sa.Sequence("s").next_value(),
            primary_key=True,
        ),
    )


def sequence_as_server_default():
    op.create_table("log", sa.Column("id", sa.Integer(), server_default=sa.Sequence("s", schema="Q").next_value()))


def server_onupdate():
    op.create_table(
        "log",
        sa.Column(
            "a",
            sa.DateTime(),
            server_default=sa.func.now(),
            server_onupdate=sa.func.now(),
            onupdate=sa.func.now(),
        ),
    )


def default_for_update():
    op.create_table(
        "log",
        sa.Column("a", sa.DateTime(), sa.DefaultClause(sa.func.now()), sa.FetchedValue(for_update=True)),
    )


def many_serial_types():
    for n, type_ in enumerate((sa.Integer, sa.SmallInteger(), sa.BigInteger, sa.Numeric(5, 0), sa.Numeric(5, 2), sa.Float(), sa.String(5), sa.Uuid(), sa.Date())):
        op.create_table(f"t{n}", sa.Column("id", type_, primary_key=True))


def primary_key_with_nullable_columns():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), nullable=True),
        sa.Column("b", sa.Integer()),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_log")),
    )


def primary_key_options():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer()),
        sa.PrimaryKeyConstraint("a", name="k", deferrable=True, initially="IMMEDIATE", info={}),
    )


def composite_serial():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), primary_key=True),
        sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("c", sa.Integer(), primary_key=True, autoincrement=False),
    )


def autoincrement_outside_of_the_key():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), autoincrement=True),
        sa.Column("b", sa.Integer(), autoincrement=True, nullable=False),
    )


def column_name_types():
    op.create_table(
        "log",
        sa.Column(sa.sql.quoted_name("Id", False), sa.Integer()),
        sa.Column(sa.quoted_name("x", True), sa.Integer()),
    )


def unusual_column_names():
    op.create_table(
        "log",
        *[sa.Column(n, sa.Integer()) for n in ("a b", 'q"q', "É", "user", "offset", "_x", "9a", "a-b", "A", "a.b", "year", "tabLe", "100%", "a:b")],
    )


def reserved_words_as_names():
    words = "all analyse and any array as asc between both case cast check collate column constraint create default desc distinct do else end except false fetch for from full grant group having in initially inner into is join lateral leading left like limit localtime natural new not null off offset old on only or order outer placing primary references returning right select session_user similar some table then to trailing true union unique user using variadic verbose when where window with binary concurrently freeze ilike isnull notnull overlaps tablesample authorization cross current_role current_schema deferrable foreign intersect key name type value values timestamp date time interval index comment order_ level"
    op.create_table("log", *[sa.Column(word, sa.Integer()) for word in words.split()])


def refused_storage_parameters():
    op.create_table("log", _id(), postgresql_with={"fillfactor": 70, "autovacuum_enabled": False})


def refused_unknown_keyword():
    op.create_table("log", _id(), colour="red")


def refused_unknown_dialect_keyword():
    op.create_table("log", _id(), postgresql_colour="red")


def refused_duplicate_columns():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.Column("a", sa.Text()))


def refused_constraint_of_unknown_column():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.UniqueConstraint("b"))


def refused_foreign_key_of_unknown_column():
    op.create_table("log", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["b"], ["x.id"]))


def refused_column_without_type():
    op.create_table("log", sa.Column("a"))


def refused_foreign_key_without_type():
    op.create_table("log", sa.Column("a", sa.ForeignKey("x.id")))


def refused_unknown_autoincrement():
    op.create_table("log", sa.Column("id", sa.Text(), primary_key=True, autoincrement=True))


def refused_drop_table_unknown_keyword():
    op.drop_table("log", cascade=True)


def refused_rename_positional():
    op.rename_table("a", "b", "s")


def refused_table_comment_positional():
    op.create_table_comment("log", "new", "old")


def refused_computed_not_persisted():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Computed("a * 2", persisted=False)))


def refused_computed_and_default():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Computed("a * 2"), server_default="5"))


def refused_identity_and_default():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Identity(), server_default="5"))


def refused_identity_and_computed_together():
    op.create_table("log", sa.Column("b", sa.Integer(), sa.Identity(), sa.Computed("1")))


def refused_two_autoincrements():
    op.create_table(
        "log",
        sa.Column("a", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True),
    )
