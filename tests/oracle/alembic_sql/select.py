import sqlalchemy as sa
from alembic import op

book = sa.table("book", sa.column("id", sa.Integer()), sa.column("title", sa.String()), sa.column("author", sa.Integer()))
author = sa.table("author", sa.column("id", sa.Integer()), sa.column("name", sa.String()))


def columns():
    op.execute(sa.select(book.c.id, book.c.title))
    op.execute(sa.select(book))
    op.execute(sa.select(sa.text("1")))
    op.execute(sa.select(sa.literal_column("count(*)").label("n"), sa.func.now()))


def labels():
    op.execute(sa.select(book.c.id.label("number"), sa.func.max(book.c.id), sa.func.max(book.c.id), book.c.id + 1))
    op.execute(sa.select(book.c.id, author.c.id))


def where():
    op.execute(sa.select(book.c.id).where(book.c.title == "x"))
    op.execute(sa.select(book.c.id).where(book.c.title == "x", book.c.id > 5).where(book.c.id < 9))


def order_and_limits():
    op.execute(sa.select(book.c.id).order_by(book.c.title.desc(), book.c.id).limit(5).offset(6))
    op.execute(sa.select(book.c.id).order_by("id").offset(3))
    op.execute(sa.select(book.c.id).order_by(sa.desc(book.c.id)).limit(1))


def group():
    op.execute(
        sa.select(book.c.author, sa.func.count()).group_by(book.c.author).having(sa.func.count(book.c.id) > 1)
    )


def distinct():
    op.execute(sa.select(book.c.author).distinct())
    op.execute(sa.select(book.c.id).distinct(book.c.author))
    op.execute(sa.select(sa.func.count(sa.distinct(book.c.author))))


def joins():
    op.execute(sa.select(book.c.id).select_from(book.join(author, book.c.author == author.c.id)))
    op.execute(sa.select(book.c.id, author.c.name).join(author, book.c.author == author.c.id))
    op.execute(sa.select(book.c.id).select_from(book.outerjoin(author, book.c.author == author.c.id)))
    op.execute(sa.select(book.c.id).join(author, book.c.author == author.c.id, isouter=True))
    op.execute(sa.select(book.c.id).select_from(sa.join(book, author, book.c.author == author.c.id)))


def two_tables():
    op.execute(sa.select(book.c.id).where(book.c.author == author.c.id))


def aliases():
    other = book.alias("other")
    op.execute(sa.select(book.c.id).where(book.c.title == other.c.title, book.c.id < other.c.id))


def subqueries():
    newest = sa.select(book.c.author, sa.func.max(book.c.id).label("id")).group_by(book.c.author).subquery("newest")
    op.execute(sa.select(newest.c.id))
    op.execute(book.update().values(title="x").where(book.c.id == newest.c.id))
    op.execute(sa.select(book.c.id).where(book.c.author.in_(sa.select(author.c.id))))
    op.execute(sa.select(book.c.id, sa.select(sa.func.max(author.c.id)).scalar_subquery().label("m")))


def correlated():
    op.execute(
        sa.select(author.c.id).where(sa.exists(sa.select(book.c.id).where(book.c.author == author.c.id)))
    )


def from_table():
    op.execute(book.select().where(book.c.id == 1))


def unions():
    op.execute(sa.union_all(sa.select(book.c.id), sa.select(author.c.id)))
    op.execute(sa.union(sa.select(book.c.id), sa.select(author.c.id)))


def locks():
    op.execute(sa.select(book.c.id).with_for_update())
    op.execute(sa.select(book.c.id).with_for_update(nowait=True, read=True))
    op.execute(sa.select(book.c.id).with_for_update(skip_locked=True, key_share=True))
