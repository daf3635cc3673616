import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import column, table

book = sa.table(
    "book",
    sa.column("id", sa.Integer()),
    sa.column("title", sa.String()),
    sa.column("pages", sa.Integer()),
    sa.column("shown", sa.Boolean()),
    schema="library",
)
author = table("author", column("id", sa.Integer), column("name", sa.String), column("book_id", sa.Integer))


def insert():
    op.execute(book.insert().values(id=1, title="it's", shown=True))
    op.execute(book.insert().values({"title": "x", "id": 2}))
    op.execute(sa.insert(book).values(id=1, pages=None))


def insert_by_column():
    op.execute(book.insert().values({book.c.title: "x", book.c.id: 3}))


def insert_rows():
    op.execute(book.insert().values([{"id": 1, "title": "a"}, {"id": 2, "title": "b"}]))
    op.execute(sa.insert(author).values((1, "x", 5)))


def insert_nothing():
    op.execute(author.insert().values({}))


def insert_expressions():
    op.execute(author.insert().values(id=sa.func.nextval("s"), name=sa.text("'x'"), book_id=sa.literal(1) + 2))
    op.execute(author.insert().values(id=sa.select(sa.func.max(author.c.id)).scalar_subquery()))


def insert_from_select():
    op.execute(
        author.insert().from_select(
            ["id", "name"], sa.select(book.c.id, book.c.title).where(book.c.pages > 5).order_by(book.c.id)
        )
    )


def insert_on_conflict():
    op.execute(postgresql.insert(author).values(id=1, name="x").on_conflict_do_nothing())
    op.execute(postgresql.insert(author).values(id=1).on_conflict_do_nothing(index_elements=["id"]))
    op.execute(postgresql.insert(author).values(id=1).on_conflict_do_nothing(constraint="author_key"))
    statement = postgresql.insert(author).values(id=1, name="x")
    op.execute(
        statement.on_conflict_do_update(index_elements=[author.c.id], set_={"name": statement.excluded.name})
    )


def insert_returning():
    op.execute(author.insert().values(id=1).returning(author.c.id))


def insert_into_schema_table():
    metadata = sa.MetaData()
    thing = sa.Table("thing", metadata, sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.String()))
    op.execute(thing.insert().values(a="x"))
    op.execute(thing.insert().values(id=5, a="x"))
    op.execute(thing.insert().inline().values(a="x"))
    op.execute(thing.insert().values([{"a": "x"}, {"a": "y"}]))


def insert_into_created_table():
    thing = op.create_table("thing", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.String()))
    op.execute(thing.insert().values(a="x"))
    op.bulk_insert(thing, [{"a": "y"}, {"id": 1, "a": None}])


def bulk_insert():
    op.bulk_insert(book, [{"id": 1, "title": "a"}, {"id": 2, "title": "it's", "shown": False}])
    op.bulk_insert(author, [])
    op.bulk_insert(author, [{"name": "a\\b"}], multiinsert=False)


def bulk_insert_inline_literals():
    op.bulk_insert(author, [{"id": op.inline_literal(5), "name": op.inline_literal("x")}])


def bulk_insert_types():
    values = sa.table(
        "v",
        sa.column("a", sa.DateTime()),
        sa.column("b", sa.Date()),
        sa.column("c", sa.Numeric()),
        sa.column("d", postgresql.UUID()),
        sa.column("e", sa.Float()),
        sa.column("f", postgresql.ARRAY(sa.Text())),
        sa.column("g", sa.Enum("x", "y", name="g")),
        sa.column("h", sa.Time()),
        sa.column("i", sa.Interval()),
        sa.column("j", sa.LargeBinary()),
        sa.column("k", sa.DateTime(timezone=True)),
    )
    op.bulk_insert(
        values,
        [
            {
                "a": datetime.datetime(2024, 5, 6, 7, 8, 9),
                "b": datetime.date(2024, 5, 6),
                "c": decimal.Decimal("1.50"),
                "d": uuid.UUID("12345678-1234-5678-1234-567812345678"),
                "e": 0.5,
                "f": ["x", "it's"],
                "g": "x",
                "h": datetime.time(1, 2, 3),
                "i": datetime.timedelta(days=1, hours=2),
                "j": b"bytes",
                "k": datetime.datetime(2024, 5, 6, tzinfo=datetime.timezone.utc),
            }
        ],
    )


def literals_that_do_not_match():
    op.execute(book.update().where(book.c.title == 5).values(pages="7"))
    op.execute(book.update().values(shown=1, pages=True))


def update():
    op.execute(book.update().values(title="x"))
    op.execute(sa.update(book).where(book.c.id == 5).values(title="x", pages=None))
    op.execute(book.update().where(book.c.id == 5, book.c.shown).values({"pages": 1}))
    op.execute(book.update().where(book.c.id == 5).where(book.c.pages.is_(None)).values({book.c.pages: 1}))


def update_with_expressions():
    op.execute(book.update().values(pages=book.c.pages + 1, title=sa.func.upper(book.c.title)))
    op.execute(book.update().values(title=book.c.title + "!", shown=sa.null()))
    op.execute(book.update().values(title=sa.case((book.c.pages > 100, "thick"), else_="thin")))
    op.execute(book.update().values(title=sa.text("lower(title)"), shown=sa.false()))
    op.execute(book.update().values(pages=sa.cast(book.c.title, sa.Integer()), shown=~book.c.shown))


def update_from():
    op.execute(author.update().where(author.c.book_id == book.c.id).values(name=book.c.title))


def update_with_subquery():
    op.execute(
        author.update().values(name=sa.select(book.c.title).where(book.c.id == author.c.book_id).scalar_subquery())
    )
    op.execute(author.update().where(author.c.id.in_(sa.select(book.c.id).where(book.c.pages > 5))).values(name="x"))


def update_text_condition():
    op.execute(book.update().where(sa.text("id > 5")).values(title="x"))
    op.execute(book.update().where(sa.and_(sa.text("a"), sa.or_(sa.text("b"), book.c.id == 1))).values(title="x"))


def update_inline_literal():
    op.execute(
        book.update().where(book.c.title == op.inline_literal("a")).values({"title": op.inline_literal("b")})
    )


def update_returning():
    op.execute(book.update().values(pages=1).returning(book.c.id, book.c.title))


def delete():
    op.execute(book.delete())
    op.execute(sa.delete(book).where(book.c.id == 5))
    op.execute(book.delete().where(book.c.title.in_(["a", "b"])))
    op.execute(book.delete().where(sa.or_(book.c.id < 5, book.c.id > 9)))


def delete_using():
    op.execute(author.delete().where(author.c.book_id == book.c.id))


def delete_where_exists():
    op.execute(author.delete().where(~sa.exists().where(book.c.id == author.c.book_id)))
    op.execute(author.delete().where(sa.exists(sa.select(book.c.id).where(book.c.id == author.c.book_id))))


def delete_returning():
    op.execute(book.delete().returning(book.c.id))


def with_alias():
    b = book.alias("b")
    op.execute(sa.update(b).values(title="x").where(b.c.id == 1))
