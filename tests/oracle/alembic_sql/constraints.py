import sqlalchemy as sa
from alembic import op


def foreign_key():
    op.create_foreign_key("by", "book", "author", ["author_id"], ["id"])


def foreign_key_by_keyword():
    op.create_foreign_key(
        constraint_name="by",
        source_table="book",
        referent_table="author",
        local_cols=["author_id"],
        remote_cols=["id"],
        ondelete="CASCADE",
    )


def foreign_key_without_name():
    op.create_foreign_key(None, "book", "author", ["author_id"], ["id"])


def foreign_key_of_op_f():
    op.create_foreign_key(op.f("fk_book_author"), "book", "author", ["author_id"], ["id"])


def foreign_key_with_schemas():
    op.create_foreign_key(
        "by", "book", "author", ["author_id"], ["id"], source_schema="library", referent_schema="people"
    )


def foreign_key_to_itself():
    op.create_foreign_key("part_of", "book", "book", ["series_id"], ["id"], source_schema="s", referent_schema="s")


def foreign_key_with_options():
    op.create_foreign_key(
        "by",
        "book",
        "author",
        ["author_id", "author_nr"],
        ["id", "nr"],
        ondelete="SET NULL",
        onupdate="NO ACTION",
        deferrable=True,
        initially="DEFERRED",
        match="FULL",
        use_alter=True,
        postgresql_not_valid=True,
    )


def foreign_key_actions():
    op.create_foreign_key("a", "book", "author", ["a"], ["id"], ondelete="restrict")
    op.create_foreign_key("b", "book", "author", ["a"], ["id"], ondelete="SET DEFAULT", onupdate="SET NULL")
    op.create_foreign_key("c", "book", "author", ["a"], ["id"], ondelete="SET NULL (a)")
    op.create_foreign_key("d", "book", "author", ["a"], ["id"], deferrable=False)


def foreign_key_to_a_name_with_a_dot():
    op.create_foreign_key("by", "book", "people.author", ["author_id"], ["id"])


def foreign_key_of_quoted_names():
    op.create_foreign_key("By", "Book", "User", ["User"], ["ID"])


def unique():
    op.create_unique_constraint("one_isbn", "book", ["isbn"])
    op.create_unique_constraint(None, "book", ["isbn", "Title"], schema="library")


def unique_with_options():
    op.create_unique_constraint("one_isbn", "book", ["isbn"], deferrable=True, initially="DEFERRED")
    op.create_unique_constraint("one_isbn", "book", ["isbn"], postgresql_nulls_not_distinct=True)
    op.create_unique_constraint("one_isbn", "book", ["isbn"], postgresql_nulls_not_distinct=False)


def unique_of_letters():
    op.create_unique_constraint("one", "book", "ab")


def primary_key():
    op.create_primary_key("book_key", "book", ["id"])
    op.create_primary_key(None, "book", ["id", "nr"], schema="library")


def check():
    op.create_check_constraint("has_pages", "book", "pages > 0")
    op.create_check_constraint("has_pages", "book", sa.text("pages > 0"), schema="library")


def check_of_expressions():
    op.create_check_constraint("a", "book", sa.column("pages") > 0)
    op.create_check_constraint("b", "book", sa.column("state").in_(["new", "it's"]))
    op.create_check_constraint("c", "book", sa.func.length(sa.column("title")) < 80)
    op.create_check_constraint("d", "book", sa.and_(sa.column("a") != 1, sa.or_(sa.column("b") == 2, sa.text("c"))))
    op.create_check_constraint("e", "book", sa.not_(sa.column("a").is_(None)))
    op.create_check_constraint("f", "book", ~sa.and_(sa.column("a") == 1, sa.column("b") == 2))
    op.create_check_constraint("g", "book", sa.column("a").between(1, 5) & (sa.column("b") >= 2))


def check_with_options():
    op.create_check_constraint("a", "book", "pages > 0", postgresql_not_valid=True)
    op.create_check_constraint("b", "book", "pages > 0", deferrable=True, initially="DEFERRED")


def check_without_name():
    op.create_check_constraint(None, "book", "pages > 0")


def check_with_a_colon():
    op.create_check_constraint("a", "book", "title ~ 'x::y' AND n = 5::int")
    op.create_check_constraint("b", "book", "title <> '%'")
    op.create_check_constraint("c", "book", "title = 'a:b' OR title = ' :none'")


def exclude():
    op.create_exclude_constraint("one_reader", "loan", ("book", "="), ("during", "&&"))


def exclude_with_options():
    op.create_exclude_constraint(
        "one_reader",
        "loan",
        (sa.column("book"), "="),
        (sa.func.lower(sa.column("room")), "="),
        using="GIST",
        where="book > 5",
        schema="library",
        deferrable=True,
        initially="DEFERRED",
    )


def exclude_with_operator_class():
    op.create_exclude_constraint("one", "loan", ("book", "="), ops={"book": "int4_ops"}, where=sa.text("x"))


def drop():
    op.drop_constraint("by", "book")
    op.drop_constraint("by", "book", type_="foreignkey")
    op.drop_constraint("by", "book", "unique")
    op.drop_constraint("by", "book", type_="primary", schema="library")
    op.drop_constraint(constraint_name="By", table_name="Book", type_="check")
    op.drop_constraint(op.f("fk_book_author"), "book", type_="foreignkey")
