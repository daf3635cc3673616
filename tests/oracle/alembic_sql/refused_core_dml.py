import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import insert as pg_insert

book = sa.table(
    "book",
    sa.column("id", sa.Integer),
    sa.column("title", sa.String),
    sa.column("price", sa.Numeric(8, 2)),
    sa.column("author", sa.Integer),
    sa.column("read", sa.Boolean),
)


def conflict_update_without_target():
    op.execute(pg_insert(book).values(id=1).on_conflict_do_update(set_={"title": "x"}))


def update_unknown_column():
    op.execute(book.update().values(nothing=1))


def insert_unknown_column():
    op.execute(book.insert().values(nothing=1))


def insert_first_row_has_more():
    op.execute(book.insert().values([{"id": 1, "title": "x"}, {"id": 2}]))


def insert_too_many_positional():
    op.execute(book.insert().values((1, 2, 3, 4, 5, 6, 7)))


def bulk_not_a_list():
    op.bulk_insert(book, {"id": 1})


def bulk_list_of_lists():
    op.bulk_insert(book, [[1, "x"]])


def bulk_tuple_of_dicts():
    op.bulk_insert(book, ({"id": 1}, {"id": 2}))


def bulk_unknown_column():
    op.bulk_insert(book, [{"nothing": 1}])


def text_bindparam_unknown():
    op.execute(sa.text("SELECT :a").bindparams(b=5))
