import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def by_keywords():
    op.create_index(index_name="i", table_name="t", columns=["a", "B"], schema="s", unique=True, if_not_exists=True)


def all_at_once():
    op.create_index(
        "i",
        "t",
        ["a", sa.text("lower(b)")],
        unique=True,
        schema="s",
        postgresql_using="BTREE",
        postgresql_with={"fillfactor": 50, "deduplicate_items": "off"},
        postgresql_ops={"a": "text_pattern_ops"},
        postgresql_include=["c"],
        postgresql_tablespace="Fast",
        postgresql_where=sa.text("a IS NOT NULL"),
        postgresql_concurrently=True,
        postgresql_nulls_not_distinct=True,
        if_not_exists=True,
    )


def access_methods():
    for method in ("gin", "gist", "brin", "hash", "spgist", "hnsw", "GIN"):
        op.create_index("i", "t", ["a"], postgresql_using=method)


def operator_classes():
    op.create_index(
        "i",
        "t",
        ["a", "b"],
        postgresql_ops={"a": "gin_trgm_ops", "b": "jsonb_path_ops"},
        postgresql_using="gin",
    )
    op.create_index("i", "t", [sa.text("lower(a) gin_trgm_ops")], postgresql_using="gin")


def operator_class_of_label():
    op.create_index(
        "i",
        "t",
        [sa.func.lower(sa.column("a")).label("a_lower")],
        postgresql_ops={"a_lower": "text_pattern_ops"},
    )


def operator_class_of_ordered():
    op.create_index("i", "t", [sa.column("a").desc()], postgresql_ops={"a": "text_pattern_ops"})


def orders():
    a = sa.column("a")
    op.create_index(
        "i",
        "t",
        [
            a.desc(),
            a.asc(),
            a.nulls_last(),
            a.desc().nulls_first(),
            sa.desc("b"),
            sa.asc("b"),
            sa.nulls_last(sa.desc("b")),
        ],
    )
    op.create_index("i", "t", [sa.text("a DESC NULLS LAST"), sa.text("b")])


def expressions():
    a, b = sa.column("a", sa.Integer), sa.column("b", sa.Text)
    op.create_index("i", "t", [a + 1, a * b, sa.cast(a, sa.Text), b.collate("C"), b.concat("x"), (a + 1).desc(), -a])
    op.create_index(
        "i",
        "t",
        [sa.extract("year", sa.column("at")), sa.literal_column("b || 'x'"), sa.type_coerce(a, sa.Text)],
    )


def boolean_expressions():
    a = sa.column("a", sa.Boolean)
    op.create_index(
        "i",
        "t",
        [a.is_(True), sa.column("b").is_(None), ~a, sa.column("c") == 5, sa.and_(a, sa.column("b"))],
    )


def json_expressions():
    data = sa.column("data", postgresql.JSONB)
    op.create_index("i", "t", [data["a"], data["a"].astext, data[("a", "b")].astext, data["a"].as_string()])


def json_text():
    op.create_index("i", "t", [sa.text("(data->>'a')"), sa.text("((data->'b')::text)")])


def where_clauses():
    a = sa.column("a", sa.Integer)
    op.create_index("i", "t", ["a"], postgresql_where=a > 5)
    op.create_index("i", "t", ["a"], postgresql_where=sa.and_(a.is_not(None), sa.column("gone").is_(None)))
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("b") == "x")
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("b") == sa.true())
    op.create_index("i", "t", ["a"], postgresql_where=a.in_([1, 2]))
    op.create_index("i", "t", ["a"], postgresql_where=sa.text("b = 'x:y'"))
    op.create_index("i", "t", ["a"], postgresql_where=sa.text("NOT gone"))
    op.create_index("i", "t", ["a"], postgresql_where="NOT gone")
    op.create_index("i", "t", ["a"], postgresql_where=sa.literal_column("gone"))
    op.create_index("i", "t", ["a"], postgresql_where=sa.not_(sa.column("gone")))
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("gone"))
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("gone", sa.Boolean()) == False)  # noqa: E712
    op.create_index("i", "t", ["a"], postgresql_where=sa.func.length(a) > 3)


def where_with_table_columns():
    t = sa.table("t", sa.column("a"), sa.column("b"))
    op.create_index("i", "t", [t.c.a], postgresql_where=t.c.b.is_(None))
    op.create_index("i", "t", [sa.func.lower(t.c.a)], postgresql_where=sa.and_(t.c.b > 1, t.c.a != "x"))


def include():
    op.create_index("i", "t", ["a"], postgresql_include=["b", "C"])
    op.create_index("i", "t", ["a"], postgresql_include=[])
    op.create_index("i", "t", ["a"], postgresql_include=("b",))


def include_string():
    op.create_index("i", "t", ["a"], postgresql_include="b")


def storage():
    op.create_index("i", "t", ["a"], postgresql_with={"lists": 100}, postgresql_using="ivfflat")
    op.create_index("i", "t", ["a"], postgresql_with={"m": 16, "ef_construction": 64, "x": "on", "y": 0.5, "z": True})
    op.create_index("i", "t", ["a"], postgresql_with={})


def flags_that_are_false():
    op.create_index(
        "i",
        "t",
        ["a"],
        unique=False,
        postgresql_concurrently=False,
        if_not_exists=False,
        postgresql_nulls_not_distinct=False,
    )
    op.create_index(
        "i",
        "t",
        ["a"],
        unique=None,
        if_not_exists=None,
        postgresql_where=None,
        postgresql_using=None,
        postgresql_tablespace=None,
        postgresql_nulls_not_distinct=None,
    )


def using_false():
    op.create_index("i", "t", ["a"], postgresql_using=False)


def other_dialects():
    op.create_index(
        "i",
        "t",
        ["a"],
        mysql_length=10,
        mysql_prefix="FULLTEXT",
        sqlite_where="x",
        mssql_include=["b"],
        oracle_bitmap=True,
    )


def mysql_length_dict():
    op.create_index("i", "t", ["a"], mysql_length={"a": 10})


def no_columns():
    op.create_index("i", "t", [])


def one_column_name():
    op.create_index("i", "t", "a")


def column_objects():
    op.create_index("i", "t", [sa.Column("a", sa.Integer()), sa.Column("Key")])


def quoted():
    op.create_index(sa.quoted_name("I", False), "t", ["a"])
    op.create_index("i", "t", ["a"], quote=True)
    op.create_index("I", "t", ["a"], quote=False)
    op.create_index("I", "T", [sa.quoted_name("A", True), "user"])


def none_name():
    op.create_index(None, "t", ["a", "b"])
    op.create_index(None, "t", ["a"], schema="s")


def none_name_of_text():
    op.create_index(None, "t", [sa.text("lower(a)")])


def text_with_colons():
    op.create_index("i", "t", [sa.text("(a::text)"), sa.text("(b || ':x')")])


def text_with_bind():
    op.create_index("i", "t", [sa.text("(a = :x)")])


def literal_in_expression():
    op.create_index("i", "t", [sa.func.coalesce(sa.column("a"), sa.literal(0)), sa.func.left(sa.column("b"), 5)])


def drop_with_creation_options():
    op.drop_index(
        "i",
        "t",
        postgresql_using="gin",
        postgresql_ops={"a": "x"},
        postgresql_where=sa.text("a"),
        postgresql_include=["b"],
        postgresql_with={"x": 1},
        postgresql_tablespace="y",
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index("i", "t", mysql_length=5, sqlite_where="x")


def drop_none():
    op.drop_index(None, "t")


def in_batch():
    with op.batch_alter_table("t", schema="s") as batch:
        batch.create_index("i", ["a"], unique=True)
        batch.create_index(
            batch.f("ix_a"),
            ["a", sa.text("b DESC")],
            postgresql_using="gin",
            postgresql_where=sa.text("a"),
            postgresql_concurrently=True,
        )
        batch.create_index(None, ["a"])
        batch.drop_index("i", postgresql_concurrently=True, if_exists=True)
        batch.drop_index(index_name="j")


def in_batch_if_not_exists():
    with op.batch_alter_table("t") as batch:
        batch.create_index("i", ["a"], if_not_exists=True)


def nested_functions():
    op.create_index(
        "i",
        "t",
        [sa.func.lower(sa.func.trim(sa.column("a"))), sa.func.jsonb_extract_path_text(sa.column("d"), "x", "y")],
    )


def negated_where():
    x = sa.column("x", sa.Integer)
    op.create_index("i", "t", ["a"], postgresql_where=~(x > 5))
    op.create_index("i", "t", ["a"], postgresql_where=sa.or_(x == 1, x == None))  # noqa: E711
    op.create_index("i", "t", ["a"], postgresql_where=(x > 5) & ~sa.column("y").in_(["a"]))


def case_element():
    op.create_index("i", "t", [sa.case((sa.column("a") > 5, 1), else_=0)])


def where_enum_and_dates():
    import datetime
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("at", sa.DateTime) > datetime.datetime(2020, 1, 2))
    op.create_index("i", "t", ["a"], postgresql_where=sa.column("e", sa.Enum("x", name="e")) == "x")


def refused_positional():
    op.create_index("i", "t", ["a"], "s")


def refused_unknown_keyword():
    op.create_index("i", "t", ["a"], where="x")


def refused_unknown_dialect_keyword():
    op.create_index("i", "t", ["a"], postgresql_fillfactor=10)


def refused_none_name_of_function():
    op.create_index(None, "t", [sa.func.lower(sa.column("a"))])


def refused_drop_cascade():
    op.drop_index("i", "t", cascade=True)


def refused_drop_long_name():
    op.drop_index("i" * 64)
