import sqlalchemy as sa
from alembic import op
from sqlalchemy import DDL, text
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable, DropIndex, DropSequence, DropTable


def string():
    op.execute("UPDATE book SET title = 'x'")


def string_by_keyword():
    op.execute(sqltext="UPDATE book SET title = 'x'", execution_options={"a": 1})


def string_with_white_space():
    op.execute(
        """
        UPDATE book
	SET title = 'x'
    """
    )


def string_with_semicolon():
    op.execute("DELETE FROM book; DELETE FROM author;")


def string_with_percent():
    op.execute("DELETE FROM book WHERE title LIKE '100%'")


def string_with_colons():
    op.execute("SELECT '12:30'::time, a::int, 'x\\:y', '\\:\\:z' FROM t WHERE b = 'c:d'")


def string_with_backslash():
    op.execute("SELECT E'a\\nb', 'c\\d'")


def unicode():
    op.execute("UPDATE book SET title = 'Größe → ∞'")


def text_construct():
    op.execute(text("UPDATE book SET title = 'x'"))
    op.execute(sa.text("UPDATE book SET title = 'x'"))


def bindparams():
    op.execute(text("UPDATE book SET title = :title, pages = :n").bindparams(title="it's", n=5))
    op.execute(text("UPDATE book SET a = :a").bindparams(sa.bindparam("a", "x")))
    op.execute(text("UPDATE book SET a = :a").bindparams(sa.bindparam(key="a", value="5", type_=sa.Integer())))
    op.execute(text("UPDATE book SET a = :a, b = :b").bindparams(a=None, b=True))
    op.execute(text("DELETE FROM book WHERE id IN :ids").bindparams(sa.bindparam("ids", [1, 2], expanding=True)))


def bindparams_with_backslash():
    op.execute(text("UPDATE book SET a = :a").bindparams(a="c:\\dir"))


def formatted():
    table = "book"
    op.execute(f"DELETE FROM {table}")
    op.execute("DELETE FROM {}".format(table))
    op.execute("DELETE FROM %s" % table)
    op.execute("DELETE FROM " + table)


def ddl():
    op.execute(DDL("ALTER TABLE book ENABLE ROW LEVEL SECURITY"))
    op.execute(sa.DDL("COMMENT ON TABLE book IS '100%%'"))
    op.execute(sa.DDL("COMMENT ON TABLE %(name)s IS 'x'", context={"name": "book"}))


def sequences():
    op.execute(CreateSequence(sa.Sequence("q")))
    op.execute(CreateSequence(sa.Sequence("Q", schema="s", start=5, increment=2, minvalue=1, maxvalue=9, cycle=True)))
    op.execute(CreateSequence(sa.Sequence("q", cache=4, nominvalue=True, nomaxvalue=True, data_type=sa.BigInteger())))
    op.execute(DropSequence(sa.Sequence("q", schema="s")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("q"), if_not_exists=True))
    op.execute(sa.schema.DropSequence(sa.Sequence("q"), if_exists=True))


def tables():
    book = sa.Table("book", sa.MetaData(), sa.Column("id", sa.Integer(), primary_key=True), schema="library")
    op.execute(CreateTable(book))
    op.execute(CreateTable(book, if_not_exists=True))
    op.execute(DropTable(book, if_exists=True))


def indexes():
    book = sa.Table("book", sa.MetaData(), sa.Column("id", sa.Integer()), schema="library")
    by_id = sa.Index("by_id", book.c.id, unique=True)
    op.execute(CreateIndex(by_id))
    op.execute(DropIndex(by_id))


def schemas():
    op.execute(sa.schema.CreateSchema("library"))
    op.execute(sa.schema.CreateSchema("My Library", if_not_exists=True))
    op.execute(sa.schema.DropSchema("library", cascade=True, if_exists=True))


def function_call():
    op.execute(sa.func.setval("book_id_seq", 5))
    op.execute(sa.select(sa.func.setval("book_id_seq", 5)))


def through_the_bind():
    bind = op.get_bind()
    bind.execute(text("DELETE FROM book"))
    connection = op.get_bind()
    connection.execute(sa.text("SELECT 1"))


def through_the_context():
    op.get_context().execute("DELETE FROM book")


def autocommit_block():
    op.execute("SELECT 1")
    with op.get_context().autocommit_block():
        op.create_index("by_title", "book", ["title"], postgresql_concurrently=True)
        op.execute("ALTER TYPE state ADD VALUE 'lost'")
    op.execute("SELECT 2")


def commit_by_hand():
    op.execute("COMMIT")
    op.execute("CREATE INDEX CONCURRENTLY by_title ON book (title)")
    op.execute("BEGIN")


def dialect_questions():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("SELECT 'bind'")
    if op.get_context().dialect.name != "postgresql":
        op.execute("SELECT 'other'")
    if op.get_bind().engine.name == "sqlite":
        op.execute("SELECT 'sqlite'")


def offline_questions():
    if op.get_context().as_sql:
        op.execute("SELECT 'offline'")
    else:
        op.execute("SELECT 'online'")


def transactions_of_the_context():
    with op.get_context().begin_transaction():
        op.execute("SELECT 1")
    with op.get_context().begin_transaction(_per_migration=True):
        op.execute("SELECT 2")
    with op.get_context().autocommit_block():
        with op.get_context().begin_transaction():
            op.execute("SELECT 3")
