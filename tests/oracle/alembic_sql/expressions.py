import sqlalchemy as sa
from alembic import op
from sqlalchemy import and_, case, cast, func, not_, or_
from sqlalchemy.dialects import postgresql

a, b, c = sa.column("a"), sa.column("b", sa.Integer()), sa.column("c", sa.String())
data = sa.column("data", postgresql.JSONB())
tags = sa.column("tags", postgresql.ARRAY(sa.Text()))


def _show(*expressions):
    op.execute(sa.select(*expressions))


def comparisons():
    _show(a == 1, a != "x", b < 2, b <= 2, b > 2, b >= 2, c == "it's", 5 == b, 5 < b, a == b)


def nulls():
    _show(a == None, a != None, a.is_(None), a.is_not(None), a.isnot(None), a.is_(sa.null()))  # noqa: E711


def booleans():
    _show(a == True, a != False, a.is_(True), a.is_(sa.false()), ~sa.column("d", sa.Boolean()), not_(a))  # noqa: E712


def arithmetic():
    _show(b + 1, b - 1, b * 2, b % 2, -b, 1 - b, (b + 1) * 2, b + 1 + 2, b - (b - 1), (b - b) - b, 2 * b)


def division():
    _show(b / 2, b / sa.column("d", sa.Numeric(10, 2)), a / b, b // 2, sa.column("d", sa.Float()) / 2.5)


def texts():
    _show(c + "x", "x" + c, c.concat("y"), c + a, a + "x", c.collate("C"), func.lower(c) + "z", c + c + c)


def patterns():
    _show(c.like("x%"), c.ilike("x%"), c.notlike("x"), c.not_ilike("x"), c.startswith("x"), c.endswith("x"))
    _show(c.contains("x"), ~c.like("x"), c.like("a!%", escape="!"), c.icontains("x"), c.regexp_match("^x"))
    _show(func.lower(c).like("x"), c.startswith("x", autoescape=True), c.match("x"))


def lists():
    _show(b.in_([1, 2]), c.in_(["a", "it's"]), b.notin_([1]), ~b.in_([1]), b.not_in([1, 2]), b.in_([]), b.notin_([]))
    _show(b.in_((1, 2)), b.in_(sa.select(sa.column("z"))), sa.tuple_(a, b).in_([(1, 2), (3, 4)]))


def between():
    _show(b.between(1, 2), ~b.between(1, 2), sa.between(b, 1, 2), and_(b.between(1, 2), a == 1), b.between(b - 1, b + 1))


def logic():
    _show(and_(a == 1, b == 2), or_(a == 1, b == 2), not_(a == 1), and_(or_(a == 1, b == 2), c == "x"))
    _show(or_(and_(a == 1, b == 2), c == "x"), (a == 1) & (b == 2) | (c == "x"), ~or_(a == 1, b == 2))
    _show(and_(sa.true(), a == 1), or_(sa.false(), a == 1), and_(a == 1), or_(a == 1, sa.text("raw")))
    _show(and_(a == 1, and_(b == 2, c == "x")), (a == 1) == (b == 2), not_(a < 5), not_(b >= 5))


def distinct_from():
    _show(a.is_distinct_from(5), a.is_not_distinct_from(b))


def functions():
    _show(func.now(), func.count(), func.count(a), func.max(b), func.coalesce(a, b, 0), func.LOWER(c), func.Foo(1))
    _show(func.current_date(), func.current_timestamp(), func.random(), func.pg_catalog.foo(1, "x", None, True))
    _show(func.substring(c, 1, 2), func.char_length(c) > 5, func.sum(b) + 1, func.md5(func.random().cast(sa.Text())))
    _show(func.string_agg(c, ","), func.array_agg(postgresql.aggregate_order_by(a, b.desc())), func.f(func.g(1.5)))


def windows():
    _show(func.row_number().over(partition_by=a, order_by=b.desc()), func.sum(b).over(), func.count().filter(b > 1))
    _show(func.rank().over(order_by=[a, b]), func.percentile_cont(0.5).within_group(b))


def casts():
    _show(cast(a, sa.Integer()), a.cast(sa.Text()), cast("5", sa.Integer()), cast(b + 1, sa.Text()), cast(None, sa.Date()))
    _show(sa.type_coerce("x", sa.Text()), cast(func.f(), sa.Integer()))


def cases():
    _show(case((a == 1, "x"), else_="y"), case((a == 1, "x"), (b == 2, "y")), case({1: "x", 2: "y"}, value=b, else_="z"))
    _show(case((a.is_(None), None), else_=b + 1), case((or_(a == 1, b == 2), True), else_=case((c == "x", False))))


def custom_operators():
    _show(a.op("->>")("k"), a.op("@>")("{}"), a.op("~")("x") == "y", a.op("||", precedence=6)("z"), a.bool_op("@@")("q"))
    _show(func.now().op("AT TIME ZONE")("utc"), a.op("-")("k").op("-")("l"))


def json():
    _show(data["k"], data["k"].astext, data["k"]["l"], data["k"]["l"].astext, data[("k", "l")], data[("k", "l")].astext)
    _show(data[0], data["k"].astext == "x", data["k"].astext.cast(sa.Integer()) > 5, data["k"].as_string())
    _show(data.has_key("k"), ~data.has_key("k"), data["k"].astext.in_(["x"]), data["k"].is_(None))  # noqa: W601


def arrays():
    _show(tags[1], tags.contains(["x"]), tags.any("x"), tags.overlap(["a", "b"]), postgresql.array(["a", c]))
    _show("x" == sa.any_(tags), b == sa.all_(sa.select(sa.column("z")).scalar_subquery()))


def extracts():
    _show(sa.extract("year", a), sa.extract("epoch", func.now()))


def existence():
    _show(sa.exists(sa.select(a)), ~sa.exists().where(a == 1), sa.select(a).exists())


def literals():
    _show(sa.literal("x"), sa.literal(5), sa.literal(None), sa.literal_column("'raw'"), sa.bindparam("p", 5), sa.text("raw"))
