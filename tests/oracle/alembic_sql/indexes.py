import sqlalchemy as sa
from alembic import op
from sqlalchemy import text
from sqlalchemy.dialects import postgresql


def plain():
    op.create_index("by_title", "book", ["title"])


def by_keyword():
    op.create_index(index_name="by_title", table_name="book", columns=["title", "isbn"], unique=False)


def unique_in_schema():
    op.create_index("by_title", "book", ["title"], unique=True, schema="library")


def op_f():
    op.create_index(op.f("ix_book_title"), "book", ["title"])


def generated_name():
    op.create_index(None, "book", ["title", "isbn"])
    op.create_index(None, "book", ["title"], schema="library")


def long_generated_name():
    op.create_index(op.f("ix_" + "a_very_long_table_name_" * 3), "book", ["title"])


def concurrently():
    op.create_index("by_title", "book", ["title"], postgresql_concurrently=True)
    op.create_index("by_title", "book", ["title"], postgresql_concurrently=True, if_not_exists=True, unique=True)


def if_not_exists():
    op.create_index("by_title", "book", ["title"], if_not_exists=True)
    op.create_index("by_title", "book", ["title"], if_not_exists=False)


def where_text():
    op.create_index("by_title", "book", ["title"], postgresql_where=sa.text("deleted IS NULL"))


def where_string():
    op.create_index("by_title", "book", ["title"], postgresql_where="deleted IS NULL")


def where_expression():
    op.create_index(
        "by_title",
        "book",
        ["title"],
        postgresql_where=sa.and_(sa.column("deleted").is_(None), sa.column("pages") > 5),
    )


def where_boolean():
    op.create_index("by_title", "book", ["title"], postgresql_where=sa.column("shown", sa.Boolean()))
    op.create_index("by_title", "book", ["title"], postgresql_where=sa.column("shown") == True)  # noqa: E712


def using():
    op.create_index("by_tags", "book", ["tags"], postgresql_using="gin")
    op.create_index("by_tags", "book", ["tags"], postgresql_using="GIST", unique=False)


def operator_classes():
    op.create_index("by_title", "book", ["title", "isbn"], postgresql_ops={"title": "text_pattern_ops"})
    op.create_index(
        "by_title",
        "book",
        [sa.func.lower(sa.column("title")).label("low")],
        postgresql_ops={"low": "text_pattern_ops"},
    )


def storage():
    op.create_index("by_title", "book", ["title"], postgresql_with={"fillfactor": 50, "deduplicate_items": "off"})


def include():
    op.create_index("by_title", "book", ["title"], postgresql_include=["isbn", "Pages"])


def tablespace():
    op.create_index("by_title", "book", ["title"], postgresql_tablespace="Fast Disk")


def nulls_not_distinct():
    op.create_index("by_title", "book", ["title"], unique=True, postgresql_nulls_not_distinct=True)
    op.create_index("by_title", "book", ["title"], unique=True, postgresql_nulls_not_distinct=False)


def all_options():
    op.create_index(
        "By_Title",
        "book",
        ["title", text("lower(isbn)")],
        unique=True,
        schema="library",
        postgresql_using="btree",
        postgresql_ops={"title": "text_ops"},
        postgresql_where=text("pages > 1"),
        postgresql_with={"fillfactor": 90},
        postgresql_include=["pages"],
        postgresql_concurrently=True,
        postgresql_tablespace="fast",
        postgresql_nulls_not_distinct=True,
        if_not_exists=True,
        mysql_length=5,
        sqlite_where=text("1"),
    )


def text_elements():
    op.create_index("by_title", "book", [sa.text("lower(title)"), text("isbn DESC NULLS LAST")])


def function_elements():
    op.create_index("by_title", "book", [sa.func.lower(sa.column("title")), "isbn"])
    op.create_index("by_title", "book", [sa.func.coalesce(sa.column("title"), "-")])


def ordered_elements():
    op.create_index("by_title", "book", [sa.desc("title"), sa.asc("isbn")])
    op.create_index("by_title", "book", [sa.column("title").desc().nullslast(), sa.column("isbn").nulls_first()])


def expression_elements():
    op.create_index("by_size", "book", [sa.column("width") + sa.column("height")])
    op.create_index("by_size", "book", [sa.cast(sa.column("width"), sa.Integer())])
    op.create_index("by_size", "book", [sa.literal_column("width DESC"), sa.column("title").collate("C")])
    op.create_index("by_key", "book", [sa.column("data", postgresql.JSONB())["key"].astext])


def string_of_columns():
    op.create_index("by_letters", "book", "abc")


def quoted():
    op.create_index("Index", "Table", ["Column", "user"], schema="Schema")
    op.create_index("plain", "book", ["x"], quote=True)


def drop():
    op.drop_index("by_title")
    op.drop_index("by_title", table_name="book")
    op.drop_index("by_title", "book", schema="library")
    op.drop_index(op.f("ix_book_title"), table_name="book")


def drop_with_options():
    op.drop_index("by_title", table_name="book", postgresql_concurrently=True, if_exists=True)
    op.drop_index("by_title", table_name="book", if_exists=True, schema="library")
    op.drop_index("by_title", table_name="book", postgresql_where=sa.text("x"), postgresql_using="gin")
    op.drop_index("By_Title", table_name="book", unique=True)
