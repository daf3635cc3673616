import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def foreign_key_tuple():
    op.create_foreign_key(
        None,
        "a",
        "b",
        ("x", "z"),
        ("y", "w"),
        source_schema="s",
        referent_schema="r",
        use_alter=True,
    )


def foreign_key_not_valid():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], postgresql_not_valid=True)
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], postgresql_not_valid=False, deferrable=False)


def foreign_key_column_list():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete="SET NULL (x)")


def foreign_key_string_columns():
    op.create_foreign_key("f", "a", "b", "x", "y")


def foreign_key_comment():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], comment="why")


def foreign_key_info():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], info={"a": 1}, link_to_name=True)


def foreign_key_same_schema():
    op.create_foreign_key("f", "a", "a", ["x"], ["y"], source_schema="s", referent_schema="s")


def unique_with_schema_keyword():
    op.create_unique_constraint(
        constraint_name="u",
        table_name="a",
        columns=("x", "Y"),
        schema="s",
        deferrable=True,
        initially="IMMEDIATE",
    )


def unique_nulls():
    op.create_unique_constraint("u", "a", ["x"], postgresql_nulls_not_distinct=True)
    op.create_unique_constraint("u", "a", ["x"], postgresql_nulls_not_distinct=False)
    op.create_unique_constraint("u", "a", ["x"], postgresql_nulls_not_distinct=None)


def unique_no_columns():
    op.create_unique_constraint("u", "a", [])


def primary_keys():
    op.create_primary_key("pk_a", "a", ["x", "y"])
    op.create_primary_key(None, "a", ["x"])
    op.create_primary_key(constraint_name="pk_a", table_name="a", columns=("x",), schema="s")


def check_keywords():
    op.create_check_constraint("c", "a", "x > 0", schema="s", deferrable=True, initially="DEFERRED", info={})
    op.create_check_constraint(constraint_name="c", table_name="a", condition=sa.column("x") > 5)


def check_not_valid():
    op.create_check_constraint("c", "a", "x > 0", postgresql_not_valid=True)
    op.create_check_constraint("c", "a", sa.text("x > 0"), postgresql_not_valid=False)


def check_texts():
    op.create_check_constraint("c", "a", "x LIKE '%a' AND y ~ '\\d'")
    op.create_check_constraint("c", "a", "  x > 0 ")
    op.create_check_constraint("c", "a", sa.text("x <> ':y'"))


def check_expressions():
    x, y = sa.column("x", sa.Integer), sa.column("y", sa.String)
    op.create_check_constraint("c", "a", sa.and_(x > 0, sa.or_(y == "a", y.is_(None))))
    op.create_check_constraint("c", "a", y.in_(["a", "b"]))
    op.create_check_constraint("c", "a", sa.func.length(y) <= 20)
    op.create_check_constraint("c", "a", sa.not_(x.between(1, 5)))
    op.create_check_constraint("c", "a", sa.literal_column("x") != x)
    op.create_check_constraint("c", "a", (x == 1) | (x == 2))


def check_bind_parameters():
    op.create_check_constraint("c", "a", sa.text("x > :limit").bindparams(limit=5))
    op.create_check_constraint("c", "a", sa.column("x") > sa.bindparam("limit", 5))


def check_nothing():
    op.create_check_constraint("c", "a", None)


def exclusion_cast():
    op.create_exclude_constraint("e", "a", (sa.cast(sa.column("x"), sa.Text), "="))
    op.create_exclude_constraint("e", "a", (sa.column("x") + 1, "="))
    op.create_exclude_constraint("e", "a", (sa.literal_column("x::text"), "="))


def exclusion_unnamed():
    op.create_exclude_constraint(None, "a", ("x", "="))


def exclusion_by_batch():
    with op.batch_alter_table("a", schema="s") as batch:
        batch.create_exclude_constraint("e", ("x", "="), using="btree")


def exclusion_ops():
    op.create_exclude_constraint("e", "a", ("x", "="), (sa.column("z"), "="), ops={"x": "int4_ops", "z": "text_ops"})


def exclusion_bad_operator():
    op.create_exclude_constraint("e", "a", ("x", "; drop"))


def drop_with_every_type():
    for type_ in ("check", "foreignkey", "primary", "unique", None):
        op.drop_constraint("c", "a", type_=type_)
    op.drop_constraint("c", "a", "unique")
    op.drop_constraint("c", "a", schema="s")
    op.drop_constraint(op.f("c"), "a", type_="check")
    op.drop_constraint(constraint_name="C d", table_name="a")


def long_names():
    op.create_unique_constraint(op.f("u" * 70), "a", ["x"])


def long_drop_final_name():
    op.drop_constraint(op.f("u" * 64), "a")


def names_of_63_bytes():
    op.create_unique_constraint("u" * 63, "a", ["x"])
    op.create_check_constraint("é" * 60, "a", "true")


def names_of_over_63_bytes_of_umlauts():
    op.create_index("ü" * 63, "a", ["x"])


def long_table_and_column_names():
    op.create_table("t" * 80, sa.Column("c" * 80, sa.Integer(), unique=True))


def long_index_of_column():
    op.create_table("t" * 60, sa.Column("c" * 60, sa.Integer(), index=True))


def inline_foreign_key_options():
    op.create_table(
        "a",
        sa.Column(
            "x",
            sa.Integer(),
            sa.ForeignKey("b.id", "to_b", onupdate="CASCADE") if False else sa.ForeignKey("b.id", name="to_b", onupdate="CASCADE", ondelete="NO ACTION", deferrable=True, initially="DEFERRED", match="SIMPLE", link_to_name=True, info={}, comment="c"),
        ),
        sa.Column("y", sa.Integer(), sa.ForeignKey("s.b.id", postgresql_not_valid=True)),
        sa.Column("z", sa.Integer(), sa.ForeignKey("s.q.b.id")),
        sa.Column("w", sa.Integer(), sa.ForeignKey("b.Name", name=op.f("fk_w"))),
    )


def foreign_key_constraint_options():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer()),
        sa.Column("y", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["x", "y"],
            ["s.b.u", "s.b.v"],
            "two",
            "CASCADE",
            "SET NULL",
            True,
            "DEFERRED",
            match="FULL",
        ),
        sa.ForeignKeyConstraint(columns=["x"], refcolumns=["c.id"], ondelete="CASCADE", postgresql_not_valid=True),
        sa.ForeignKeyConstraint(("y",), ("a.x",), name=op.f("fk_y"), comment="c", info={}),
    )


def foreign_key_to_column_object():
    b = sa.Table("b", sa.MetaData(), sa.Column("id", sa.Integer(), primary_key=True), schema="s")
    op.create_table(
        "a",
        sa.Column("x", sa.Integer(), sa.ForeignKey(b.c.id)),
        sa.Column("y", sa.Integer()),
        sa.ForeignKeyConstraint(["y"], [b.c.id]),
    )


def unique_constraint_options():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer()),
        sa.UniqueConstraint("x", name="u", deferrable=True, initially="DEFERRED"),
        sa.UniqueConstraint(
            "x",
            postgresql_nulls_not_distinct=True,
            info={},
            comment="c",
            sqlite_on_conflict="IGNORE",
        ),
        sa.UniqueConstraint("x", name=op.f("u2"), deferrable=False),
    )


def check_constraint_options():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer(), sa.CheckConstraint("x > 0", name="inline", deferrable=True)),
        sa.CheckConstraint("x < 10", "named", None),
        sa.CheckConstraint(sqltext="x <> 5", name="by_keyword", initially="IMMEDIATE", info={}, comment="c"),
        sa.CheckConstraint("x <> 6", postgresql_not_valid=True),
    )


def check_constraint_none():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.CheckConstraint("x > 0", name=None))


def constraint_objects_of_columns():
    column = sa.Column("x", sa.Integer())
    op.create_table(
        "a",
        column,
        sa.UniqueConstraint(column, name="u"),
        sa.CheckConstraint(column > 5, name="c"),
        sa.Index("i", column),
    )


def exclude_constraint_in_table():
    op.create_table(
        "a",
        sa.Column("x", postgresql.INT4RANGE()),
        postgresql.ExcludeConstraint((sa.Column("x"), "&&"), name=op.f("e"), using="gist"),
    )


def create_table_constraint_names_quoted():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer()),
        sa.UniqueConstraint("x", name="A b"),
        sa.CheckConstraint("x > 0", name="select"),
    )


def refused_foreign_key_bad_action():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete="EXPLODE")


def refused_foreign_key_bad_initially():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], initially="later")


def refused_foreign_key_lengths_differ():
    op.create_foreign_key("f", "a", "b", ["x"], ["y", "z"])


def refused_foreign_key_no_columns():
    op.create_foreign_key("f", "a", "b", [], [])


def refused_foreign_key_old_names():
    op.create_foreign_key(name="f", source="a", referent="b", local_cols=["x"], remote_cols=["y"])


def refused_foreign_key_duplicate_columns():
    op.create_foreign_key("f", "a", "b", ["x", "x"], ["y", "z"])


def refused_foreign_key_empty_strings():
    op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete="", onupdate=None, match=None, initially=None)


def refused_unique_positional_and_keywords():
    op.create_unique_constraint("u", "a", ["x"], "s")


def refused_unique_unknown_keyword():
    op.create_unique_constraint("u", "a", ["x"], postgresql_where="x > 0")


def refused_unique_duplicate_columns():
    op.create_unique_constraint("u", "a", ["x", "x"])


def refused_unique_text_elements():
    op.create_unique_constraint("u", "a", [sa.text("lower(x)")])


def refused_unique_not_valid():
    op.create_unique_constraint("u", "a", ["x"], postgresql_not_valid=True)


def refused_primary_key_keywords():
    op.create_primary_key("pk_a", "a", ["x"], deferrable=True)


def refused_primary_key_positional_schema():
    op.create_primary_key("pk_a", "a", ["x"], "s")


def refused_check_positional():
    op.create_check_constraint("c", "a", "x > 0", "s")


def refused_check_unknown_keyword():
    op.create_check_constraint("c", "a", "x > 0", postgresql_where="x")


def refused_exclusion_empty():
    op.create_exclude_constraint("e", "a")


def refused_drop_bad_type():
    op.drop_constraint("c", "a", type_="fk")


def refused_drop_exclude_type():
    op.drop_constraint("c", "a", type_="exclude")


def refused_drop_cascade():
    op.drop_constraint("c", "a", cascade=True)


def refused_drop_positional_schema():
    op.drop_constraint("c", "a", "unique", "s")


def refused_long_given_names():
    op.create_unique_constraint("u" * 64, "a", ["x"])


def refused_long_drop_name():
    op.drop_constraint("u" * 64, "a")


def refused_foreign_key_constraint_lengths_differ():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.ForeignKeyConstraint(["x"], ["b.u", "b.v"]))


def refused_foreign_key_constraint_two_tables():
    op.create_table(
        "a",
        sa.Column("x", sa.Integer()),
        sa.Column("y", sa.Integer()),
        sa.ForeignKeyConstraint(["x", "y"], ["b.u", "c.v"]),
    )


def refused_check_false_name():
    op.create_table("a", sa.Column("x", sa.Integer()), sa.CheckConstraint("x > 0", name=False))


def refused_add_constraint_objects():
    op.execute(sa.schema.AddConstraint(sa.UniqueConstraint("x", name="u")))
