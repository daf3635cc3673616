import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

user = sa.table(
    "account",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("age", sa.Integer),
    sa.column("data", postgresql.JSONB),
    sa.column("tags", postgresql.ARRAY(sa.Text)),
    sa.column("ok", sa.Boolean),
    sa.column("at", sa.DateTime),
)

post = sa.table(
    "post",
    sa.column("id", sa.Integer),
    sa.column("author", sa.Integer),
    sa.column("title", sa.Text),
    schema="blog",
)


def columns():
    op.execute(sa.select(user))
    op.execute(sa.select(user.c.id, user.c["name"], user.columns.age))
    op.execute(sa.select(user.c.id.label("x"), sa.literal(5).label("y"), sa.literal("z"), sa.text("now()")))
    op.execute(sa.select(sa.func.count(), sa.func.max(user.c.id), sa.func.max(user.c.age)).select_from(user))
    op.execute(sa.select(sa.literal_column("1")).select_from(user))
    op.execute(sa.select(user.c.id + 1, user.c.name + "x", -user.c.id, user.c.id / 2, user.c.id % 2, user.c.id // 2))
    op.execute(sa.select(sa.column("x")).select_from(sa.text("y")))
    op.execute(sa.select(sa.text("*")).select_from(user))


def where_chains():
    op.execute(sa.select(user.c.id).where(user.c.id == 1).where(user.c.name == "x"))
    op.execute(sa.select(user.c.id).where(user.c.id == 1, sa.or_(user.c.name == "x", user.c.age > 5)))
    op.execute(sa.select(user.c.id).filter(user.c.id != 1).filter_by(name="x"))


def filter_by():
    op.execute(sa.select(user).filter_by(name="x", age=5))


def group_by_having():
    op.execute(
        sa.select(user.c.name, sa.func.count(user.c.id).label("n")).group_by(user.c.name).having(sa.func.count(user.c.id) > 1).order_by(
            sa.desc("n"),
            user.c.name,
        ),
    )
    op.execute(sa.select(user.c.name, sa.func.count().label("n")).group_by("name").order_by("n"))
    op.execute(sa.select(user.c.age.label("x")).order_by(user.c.age.label("x").desc()))
    op.execute(sa.select(user.c.age.label("x")).group_by(user.c.age, user.c.name).order_by(sa.text("x"), None))


def order_by_label_object():
    n = sa.func.count(user.c.id).label("n")
    op.execute(sa.select(user.c.name, n).group_by(user.c.name).order_by(n))
    op.execute(sa.select(user.c.name, n).group_by(user.c.name).order_by(n.desc()))


def order_by_resets():
    op.execute(sa.select(user.c.id).order_by(user.c.id).order_by(None).order_by(user.c.name))


def distinct():
    op.execute(sa.select(user.c.name).distinct())
    op.execute(sa.select(user.c.name, user.c.id).distinct(user.c.name))
    op.execute(sa.select(sa.distinct(user.c.name)))
    op.execute(sa.select(sa.func.count(sa.distinct(user.c.name))))
    op.execute(sa.select(sa.func.count(user.c.name.distinct()).label("n")))


def joins():
    op.execute(sa.select(user.c.id).join(post, post.c.author == user.c.id))
    op.execute(sa.select(user.c.id, post.c.title).join(post, post.c.author == user.c.id, isouter=True))
    op.execute(sa.select(user.c.id).select_from(user.join(post, post.c.author == user.c.id)))
    op.execute(sa.select(user.c.id).select_from(sa.outerjoin(user, post, post.c.author == user.c.id)))
    op.execute(
        sa.select(user.c.id).select_from(user).outerjoin(
            post,
            sa.and_(post.c.author == user.c.id, post.c.title != "x"),
        ),
    )
    op.execute(sa.select(user.c.id).join_from(user, post, post.c.author == user.c.id, full=True))
    op.execute(sa.select(user.c.id).select_from(user.join(post, post.c.author == user.c.id, full=True)))


def join_on_true():
    op.execute(sa.select(user.c.id).join(post, sa.true()))


def joins_of_three():
    other = post.alias("other")
    op.execute(
        sa.select(user.c.id).select_from(
            user.join(post, post.c.author == user.c.id).outerjoin(other, other.c.id == post.c.id),
        ),
    )


def aliases():
    u = user.alias("u")
    op.execute(sa.select(u.c.id, u.c.name).where(u.c.id == user.c.id))
    p = sa.alias(post, "p")
    op.execute(sa.select(p.c.id))
    op.execute(sa.select(u))


def subqueries():
    inner = sa.select(user.c.id, sa.func.max(user.c.age).label("oldest")).group_by(user.c.id).subquery("inner_")
    op.execute(sa.select(inner.c.id, inner.c.oldest).where(inner.c.oldest > 5))
    op.execute(sa.select(post.c.id).join(inner, inner.c.id == post.c.author))


def scalar_subqueries():
    n = sa.select(sa.func.count(post.c.id)).where(post.c.author == user.c.id).scalar_subquery()
    op.execute(sa.select(user.c.id, n))
    op.execute(sa.select(user.c.id, n.label("n")))
    op.execute(sa.select(user.c.id).where(n > 5))
    op.execute(sa.select(user.c.id).order_by(n))


def exists():
    e = sa.exists().where(post.c.author == user.c.id)
    op.execute(sa.select(user.c.id).where(e))
    op.execute(sa.select(user.c.id).where(~e))
    op.execute(sa.select(user.c.id).where(sa.exists(sa.select(post.c.id).where(post.c.author == user.c.id))))
    op.execute(sa.select(user.c.id).where(sa.select(post.c.id).where(post.c.author == user.c.id).exists()))
    op.execute(sa.select(sa.exists().where(post.c.id == 1)))
    op.execute(
        sa.select(user.c.id).where(sa.exists(sa.select(1).select_from(post).where(post.c.author == user.c.id))),
    )
    op.execute(sa.select(user.c.id).where(sa.exists(sa.literal(1)).where(post.c.author == user.c.id)))


def in_subquery():
    op.execute(sa.select(user.c.id).where(user.c.id.in_(sa.select(post.c.author))))
    op.execute(sa.select(user.c.id).where(user.c.id.not_in(sa.select(post.c.author).where(post.c.title == "x"))))
    op.execute(sa.select(user.c.id).where(user.c.id.in_(sa.select(post.c.author).scalar_subquery())))
    op.execute(sa.select(user.c.id).where(user.c.id == sa.select(sa.func.max(post.c.author)).scalar_subquery()))
    op.execute(sa.select(user.c.id).where(user.c.id == sa.any_(sa.select(post.c.author).scalar_subquery())))


def unions():
    a, b = sa.select(user.c.id), sa.select(post.c.id)
    op.execute(sa.union(a, b))
    op.execute(a.union(b))
    op.execute(a.union_all(b, b))
    op.execute(sa.union_all(a, b).order_by("id"))
    op.execute(sa.intersect(a, b))
    op.execute(sa.except_(a, b))


def unions_limited():
    a, b = sa.select(user.c.id), sa.select(post.c.id)
    op.execute(sa.union(a.limit(1), b))
    op.execute(sa.union(a, b).limit(3))
    op.execute(sa.union(sa.union_all(a, b), a))


def union_as_subquery():
    u = sa.union(sa.select(user.c.id), sa.select(post.c.id)).subquery("both")
    op.execute(sa.select(u.c.id))


def locks():
    op.execute(sa.select(user.c.id).with_for_update(nowait=True))
    op.execute(sa.select(user.c.id).with_for_update(read=True, skip_locked=True))
    op.execute(sa.select(user.c.id).with_for_update(of=user))
    op.execute(sa.select(user.c.id).with_for_update(key_share=True))


def select_from_function():
    op.execute(sa.select(sa.text("x")).select_from(sa.func.generate_series(1, 3)))
    op.execute(sa.select(sa.func.generate_series(1, 3).label("n")))
    op.execute(sa.func.setval("s", 5).select())
    op.execute(sa.select(sa.func.setval("s", sa.select(sa.func.max(user.c.id)).scalar_subquery())))


def correlate():
    op.execute(
        sa.select(user.c.id).where(
            user.c.age == sa.select(sa.func.max(post.c.id)).where(post.c.author == user.c.id).correlate(user).scalar_subquery(),
        ),
    )


def correlate_none():
    op.execute(
        sa.select(user.c.id).where(
            user.c.age == sa.select(sa.func.max(post.c.id)).where(post.c.author == user.c.id).correlate(None).scalar_subquery(),
        ),
    )


def two_tables():
    op.execute(sa.select(user.c.id, post.c.id))
    op.execute(sa.select(user.c.id, post.c.id).where(user.c.id == post.c.author))
    op.execute(sa.select(post.c.id, post.c.author, user.c.id, user.c.id))


def duplicate_columns():
    op.execute(sa.select(user.c.id, user.c.id))
    op.execute(sa.select(user.c.id, user.c.id.label("id")))


def selectable_methods():
    op.execute(user.select().where(user.c.id == 1))
    op.execute(user.select().with_only_columns(user.c.name))
    op.execute(sa.select(user.c.id).add_columns(user.c.name))
    op.execute(sa.select(user.c.id).column(user.c.name))


def windows():
    op.execute(sa.select(sa.func.row_number().over(partition_by=user.c.name, order_by=user.c.id.desc()).label("n")))
    op.execute(sa.select(sa.func.sum(user.c.age).over(order_by=[user.c.id, user.c.name], rows=(None, 0))))
    op.execute(sa.select(sa.over(sa.func.rank(), order_by=user.c.id)))
    op.execute(sa.select(sa.func.lag(user.c.id, 1).over(order_by=user.c.id, range_=(-1, 1))))


def aggregates():
    op.execute(sa.select(sa.func.count(user.c.id).filter(user.c.age > 5)))
    op.execute(sa.select(sa.func.array_agg(postgresql.aggregate_order_by(user.c.name, user.c.id.desc()))))
    op.execute(sa.select(sa.func.string_agg(user.c.name, ", ")))
    op.execute(sa.select(sa.func.string_agg(user.c.name, postgresql.aggregate_order_by(sa.literal(","), user.c.id))))
    op.execute(sa.select(sa.func.percentile_cont(0.5).within_group(user.c.age)))
    op.execute(sa.select(sa.func.array_agg(user.c.id, type_=postgresql.ARRAY(sa.Integer))))
    op.execute(sa.select(sa.func.bool_or(user.c.ok), sa.func.json_agg(user.c.name), sa.func.count("*")))
    op.execute(sa.select(sa.func.sum(sa.case((user.c.ok, 1), else_=0)).label("n")))
    op.execute(sa.select(sa.within_group(sa.func.mode(), user.c.name), sa.funcfilter(sa.func.count(), user.c.ok)))


def refused_join_without_condition():
    op.execute(sa.select(user.c.id).join(post))
