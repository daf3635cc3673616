import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert as pg_insert

book = sa.table(
    "book",
    sa.column("id", sa.Integer),
    sa.column("title", sa.String),
    sa.column("price", sa.Numeric(8, 2)),
    sa.column("author", sa.Integer),
    sa.column("read", sa.Boolean),
)

author = sa.table("author", sa.column("id", sa.Integer), sa.column("name", sa.String), schema="people")


class State(enum.Enum):
    on = "ON"
    off = "OFF"


def insert_forms():
    op.execute(sa.insert(book).values(id=1, title="x"))
    op.execute(book.insert().values({"title": "x", "id": 1}))
    op.execute(book.insert().values([{"id": 1, "title": "a"}, {"id": 2, "title": "b"}]))
    op.execute(book.insert().values((1, "x")))
    op.execute(sa.insert(book).values({book.c.title: "x"}))
    op.execute(sa.insert(author).values(name=None))


def insert_multi_tuples():
    op.execute(book.insert().values([(1, "a"), (2, "b")]))


def insert_inline():
    op.execute(book.insert().values(title=sa.func.lower("X"), id=sa.select(sa.func.max(book.c.id)).scalar_subquery()))
    op.execute(book.insert().inline().values(title="x"))


def insert_expression_values():
    op.execute(
        book.insert().values(
            id=sa.text("nextval('s')"),
            title=sa.literal("x") + "y",
            price=sa.cast("5", sa.Numeric),
            read=sa.true(),
        ),
    )
    op.execute(book.insert().values(title=sa.null(), price=decimal.Decimal("1.10"), read=False))


def insert_from_select_forms():
    op.execute(book.insert().from_select(["id", "title"], sa.select(author.c.id, author.c.name)))
    op.execute(sa.insert(book).from_select([book.c.id], sa.select(author.c.id).where(author.c.name != None)))  # noqa: E711
    op.execute(book.insert().from_select(("title",), sa.select(sa.literal("x"))))
    op.execute(
        book.insert().from_select(
            ["title"],
            sa.select(author.c.name).distinct().where(~sa.exists().where(book.c.title == author.c.name)),
        ),
    )


def insert_from_union():
    op.execute(book.insert().from_select(["id"], sa.union_all(sa.select(author.c.id), sa.select(book.c.id))))


def conflict_nothing():
    op.execute(pg_insert(book).values(id=1).on_conflict_do_nothing())
    op.execute(pg_insert(book).values(id=1).on_conflict_do_nothing(index_elements=["id"]))
    op.execute(pg_insert(book).values(id=1).on_conflict_do_nothing(constraint="book_pkey"))
    op.execute(
        pg_insert(book).values(id=1).on_conflict_do_nothing(
            index_elements=[book.c.id],
            index_where=book.c.read.is_(True),
        ),
    )


def update_forms():
    op.execute(book.update().values(title="x"))
    op.execute(sa.update(book).where(book.c.id == 1).values({"title": "x", "price": 5}))
    op.execute(sa.update(book).values({book.c.title: "x"}).where(book.c.id.in_([1, 2])))
    op.execute(book.update().where(book.c.id == 1).where(book.c.title == "y").values(title="x").values(price=2))
    op.execute(book.update().values(title=book.c.title + "x", price=book.c.price * 2, read=~book.c.read, author=None))
    op.execute(book.update().values(title=sa.func.concat(book.c.title, "x"), author=sa.text("author + 1")))


def update_boolean_expressions():
    op.execute(book.update().values(read=book.c.price > 5))
    op.execute(book.update().values(read=sa.and_(book.c.price > 5, book.c.read)))
    op.execute(book.update().values(read=book.c.title.is_(None)))
    op.execute(book.update().values(read=sa.exists().where(author.c.id == book.c.author)))


def update_from_other():
    op.execute(book.update().values(title=author.c.name).where(book.c.author == author.c.id))
    op.execute(sa.update(book).values(title="x").where(sa.and_(book.c.author == author.c.id, author.c.name == "y")))


def update_with_subqueries():
    op.execute(
        book.update().values(title=sa.select(author.c.name).where(author.c.id == book.c.author).scalar_subquery()),
    )
    op.execute(
        book.update().values(title=sa.select(author.c.name).where(author.c.id == book.c.author).limit(1).scalar_subquery()).where(
            book.c.title.is_(None),
        ),
    )
    op.execute(
        book.update().where(book.c.author.in_(sa.select(author.c.id).where(author.c.name == "x"))).values(read=True),
    )
    op.execute(book.update().where(sa.exists().where(author.c.id == book.c.author)).values(read=True))
    op.execute(book.update().where(~sa.exists(sa.select(1).where(author.c.id == book.c.author))).values(read=True))


def update_ordered():
    op.execute(book.update().ordered_values(("price", 1), ("title", "x")))


def update_alias():
    b = book.alias("b")
    op.execute(book.update().values(title=b.c.title).where(b.c.id == book.c.author))
    op.execute(sa.update(b).values(title="x").where(b.c.id == 1))


def delete_forms():
    op.execute(book.delete())
    op.execute(sa.delete(book).where(book.c.id == 1))
    op.execute(book.delete().where(book.c.author == author.c.id))
    op.execute(book.delete().where(book.c.id.in_(sa.select(sa.func.min(book.c.id)).group_by(book.c.title))))
    op.execute(sa.delete(author).where(author.c.id.notin_(sa.select(book.c.author).where(book.c.author.isnot(None)))))
    op.execute(book.delete().where(sa.text("id > 5")))
    op.execute(sa.delete(book).where(book.c.id == 1, book.c.title == "x").returning(book.c.id))


def insert_dict_keys_differ():
    op.execute(book.insert().values([{"id": 1}, {"id": 2, "title": "x"}]))


def metadata_table():
    t = sa.Table(
        "t",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("Name", sa.Text, key="name"),
        sa.Column("at", sa.DateTime, server_default=sa.func.now()),
        sa.Column("n", sa.Integer, nullable=False),
        schema="Lib",
    )
    op.execute(t.insert().values(name="x", n=1))
    op.execute(t.insert().values([dict(name="x", n=1), dict(name="y", n=2)]))
    op.execute(t.update().values(name="y").where(t.c.name == "x"))
    op.execute(t.delete().where(t.c.id > 1))
    op.execute(sa.select(t.c.name, t.c.id).where(t.c.n.is_(None)))
    op.bulk_insert(t, [{"name": "x", "n": 5}])


def metadata_returning():
    t = sa.Table(
        "t",
        sa.MetaData(),
        sa.Column("id", sa.Uuid, primary_key=True, server_default=sa.text("gen_random_uuid()")),
        sa.Column("a", sa.Text),
    )
    op.execute(t.insert().values(a="x"))
    op.execute(t.insert().values(a="x").returning(t.c.a))
    op.execute(t.insert().from_select(["a"], sa.select(sa.literal("x"))))


def metadata_identity():
    t = sa.Table(
        "t",
        sa.MetaData(),
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("a", sa.Text),
    )
    op.execute(t.insert().values(a="x"))


def metadata_without_key():
    t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Text))
    op.execute(t.insert().values(a="x"))


def bulk_values():
    t = sa.table(
        "t",
        sa.column("id", sa.Integer),
        sa.column("at", sa.DateTime),
        sa.column("d", sa.Date),
        sa.column("n", sa.Numeric),
        sa.column("u", sa.Uuid),
        sa.column("b", sa.Boolean),
        sa.column("a", postgresql.ARRAY(sa.Text)),
        sa.column("e", sa.Enum(State, name="state")),
        sa.column("s", sa.String),
    )
    op.bulk_insert(
        t,
        [
            {
                "id": 1,
                "at": datetime.datetime(2020, 1, 2, 3),
                "d": datetime.date(2020, 1, 2),
                "n": decimal.Decimal("5.50"),
                "u": uuid.UUID("12345678123456781234567812345678"),
                "b": True,
                "a": ["x"],
                "e": State.on,
                "s": None,
            },
        ],
    )
    op.bulk_insert(t, [{"id": 2, "e": "off"}, {"id": 3, "s": "it's"}])


def bulk_nothing():
    op.bulk_insert(book, [])
    op.bulk_insert(book, [{}])


def bulk_keywords():
    op.bulk_insert(table=book, rows=[{"id": 1}])


def bulk_json():
    t = sa.table("t", sa.column("j", sa.JSON), sa.column("jb", postgresql.JSONB))
    op.bulk_insert(t, [{"j": op.inline_literal("{}")}])


def bulk_into_schema():
    op.bulk_insert(author, [{"id": 1, "name": "x\\y"}, {"name": "a:b", "id": 2}])


def column_order():
    op.execute(book.insert().values(title="x", id=1, price=2))
    op.bulk_insert(book, [{"title": "x", "id": 1}])


def table_without_columns():
    t = sa.table("t")
    op.execute(t.delete())
    op.execute(sa.select(sa.func.count()).select_from(t))


def columns_of_sa_column():
    t = sa.table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text))
    op.execute(t.insert().values(a="x"))
    op.execute(t.update().values(a="x").where(t.c.id == 1))
    op.bulk_insert(t, [{"a": "x"}])


def execution_options():
    op.execute(book.delete(), execution_options={"a": 1})
    op.execute(sa.text("SELECT 1").execution_options(autocommit=True))
    op.execute(book.delete().execution_options(synchronize_session=False))


def text_bindparams():
    op.execute(sa.text("SELECT :a, :b").bindparams(a=1, b="x"))
    op.execute(sa.text("SELECT :a").bindparams(sa.bindparam("a", value="x", type_=sa.String)))
    op.execute(sa.text("SELECT 1 WHERE x IN :a").bindparams(sa.bindparam("a", value=[1, 2], expanding=True)))
    op.execute(sa.text("SELECT :a::int, ':a', \":a\", '\\:b'").bindparams(a=5))
    op.execute(sa.text("SELECT :a").bindparams(a=None))
    op.execute(sa.text("SELECT :a").bindparams(a=True))
    op.execute(sa.text("SELECT :a").bindparams(a=datetime.date(2020, 1, 1)))
    op.execute(sa.text("SELECT :a").bindparams(a=decimal.Decimal("1.5")))


def text_bind_twice():
    op.execute(sa.text("SELECT :a, :a").bindparams(a=5).bindparams(a=6))


def text_array():
    op.execute(sa.text("SELECT :a").bindparams(sa.bindparam("a", value=["x"], type_=postgresql.ARRAY(sa.Text))))


def text_forms():
    op.execute(sa.text("  SELECT 1;  "))
    op.execute(sa.text("""
        UPDATE t
        SET a = 1
    """))
    op.execute(sa.text("SELECT '%', '%%'"))
    op.execute("SELECT '%', '%%'")
    op.execute(sa.sql.text("SELECT 1"))
    op.execute(sa.sql.expression.text("SELECT 1"))


def refused_conflict_update_without_target():
    op.execute(pg_insert(book).values(id=1).on_conflict_do_update(set_={"title": "x"}))


def refused_update_unknown_column():
    op.execute(book.update().values(nothing=1))


def refused_insert_unknown_column():
    op.execute(book.insert().values(nothing=1))


def refused_insert_first_row_has_more():
    op.execute(book.insert().values([{"id": 1, "title": "x"}, {"id": 2}]))


def refused_insert_too_many_positional():
    op.execute(book.insert().values((1, 2, 3, 4, 5, 6, 7)))


def refused_bulk_not_a_list():
    op.bulk_insert(book, {"id": 1})


def refused_bulk_list_of_lists():
    op.bulk_insert(book, [[1, "x"]])


def refused_bulk_tuple_of_dicts():
    op.bulk_insert(book, ({"id": 1}, {"id": 2}))


def refused_bulk_unknown_column():
    op.bulk_insert(book, [{"nothing": 1}])


def refused_text_bindparam_unknown():
    op.execute(sa.text("SELECT :a").bindparams(b=5))
