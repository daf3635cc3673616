import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import and_, or_, func, text, column, table
from sqlalchemy.sql.expression import cast, literal, null, true, false
from sqlalchemy.sql import column, table

t = sa.table(
    "t",
    sa.column("i", sa.Integer),
    sa.column("s", sa.String),
    sa.column("f", sa.Float),
    sa.column("n", sa.Numeric(5, 2)),
    sa.column("b", sa.Boolean),
    sa.column("j", sa.JSON),
    sa.column("jb", postgresql.JSONB),
    sa.column("a", postgresql.ARRAY(sa.Integer)),
    sa.column("at", sa.DateTime),
    sa.column("d", sa.Date),
    sa.column("u", sa.Uuid),
    sa.column("x"),
    sa.column("e", sa.Enum("p", "q", name="e")),
    sa.column("iv", sa.Interval),
    sa.column("ti", sa.Time),
    sa.column("bin", sa.LargeBinary),
    sa.column("inet", postgresql.INET),
    sa.column("ts", postgresql.TSVECTOR),
    sa.column("h", postgresql.HSTORE),
    sa.column("r", postgresql.INT4RANGE),
    sa.column("txt", sa.Text),
)


def _where(*conditions):
    for condition in conditions:
        op.execute(sa.delete(t).where(condition))


def _set(**values):
    for key, value in values.items():
        op.execute(sa.update(t).values({key: value}))


def comparisons():
    _where(
        t.c.i == 1,
        t.c.i != 1,
        t.c.i < 1,
        t.c.i <= 1,
        t.c.i > 1,
        t.c.i >= 1,
        1 < t.c.i,
        5 == t.c.i,
        t.c.i == t.c.x,
    )


def null_comparisons():
    _where(
        t.c.i == None,
        t.c.i != None,
        t.c.i.is_(None),
        t.c.i.isnot(None),
        t.c.i == null(),
        t.c.x.is_(sa.null()),
        t.c.i.is_not(sa.null()),
    )  # noqa: E711


def boolean_comparisons():
    _where(
        t.c.b,
        ~t.c.b,
        t.c.b == True,
        t.c.b == False,
        t.c.b.is_(True),
        t.c.b.is_(False),
        t.c.b.is_not(True),
        t.c.b != True,
        t.c.b == true(),
        t.c.b.is_(false()),
        t.c.x == True,
        t.c.x.is_(True),
    )  # noqa: E712
    _where(sa.not_(t.c.b.is_(True)), sa.not_(t.c.b == False), sa.true(), sa.false())  # noqa: E712


def boolean_logic():
    _where(
        and_(t.c.i == 1, t.c.s == "x"),
        or_(t.c.i == 1, t.c.s == "x"),
        and_(t.c.i == 1, or_(t.c.s == "x", t.c.s == "y")),
    )
    _where(
        (t.c.i == 1) & (t.c.s == "x") | (t.c.b),
        ~(t.c.i == 1),
        ~and_(t.c.i == 1, t.c.b),
        ~or_(t.c.i == 1, t.c.b),
        sa.not_(t.c.i.in_([1])),
    )
    _where(
        and_(true(), t.c.i == 1),
        or_(false(), t.c.i == 1),
        and_(t.c.i == 1),
        and_(t.c.i == 1, True),
        or_(t.c.i == 1, False),
        and_(false(), t.c.b),
        or_(t.c.b, true()),
    )
    _where(
        and_(*[t.c.i == n for n in range(3)]),
        or_(*[t.c.s == n for n in "ab"]),
        and_(and_(t.c.i == 1, t.c.i == 2), t.c.i == 3),
        or_(or_(t.c.i == 1, t.c.i == 2), t.c.i == 3),
    )


def bitwise():
    _where(
        t.c.i.bitwise_and(4) == 4,
        t.c.i.bitwise_or(1) > 0,
        t.c.i.bitwise_xor(2) > 1,
        t.c.i.bitwise_not() == 3,
        t.c.i.bitwise_lshift(2) == 8,
        t.c.i.bitwise_rshift(1) == 2,
    )


def op_bitwise():
    _where(
        t.c.i.op("&")(4) == 4,
        t.c.i.op("&")(4) != 0,
        (t.c.i.op("|")(4)).is_(None),
        t.c.i.op("+")(t.c.i) > 4,
        t.c.i.op("&", precedence=10)(4) == 4,
        t.c.s.op("~*")("^a"),
        t.c.s.op("~", is_comparison=True)("^a"),
        t.c.s.bool_op("@@")("x"),
    )
    _where(
        sa.not_(t.c.s.op("~")("x")),
        ~t.c.s.op("~", is_comparison=True)("x"),
        sa.and_(t.c.s.op("~")("x"), t.c.b),
        t.c.jb.op("->>")("a") == "x",
        t.c.jb.op("?")("a"),
    )


def texts_like():
    _where(
        t.c.s.like("a%"),
        t.c.s.ilike("%b"),
        t.c.s.not_like("a"),
        t.c.s.notilike("b"),
        t.c.s.like("a/%", escape="/"),
        t.c.s.ilike("a", escape="!"),
        ~t.c.s.like("a"),
        ~t.c.s.ilike("b"),
    )
    _where(
        t.c.s.startswith("a"),
        t.c.s.endswith("b"),
        t.c.s.contains("c"),
        ~t.c.s.contains("c"),
        t.c.s.contains("50%", autoescape=True),
        t.c.s.startswith("a_b/c", autoescape=True),
        t.c.s.endswith("x", escape="#"),
    )
    _where(
        t.c.s.like("it's"),
        t.c.s.like("100\\%"),
        t.c.s.like(t.c.txt),
        t.c.s.startswith(t.c.txt),
        t.c.x.like("a%"),
        t.c.x.contains("x"),
    )


def texts_ilike_family():
    _where(
        t.c.s.icontains("c"),
        t.c.s.istartswith("c"),
        t.c.s.iendswith("c"),
        t.c.s.icontains("c_", autoescape=True),
        ~t.c.s.icontains("c"),
    )


def texts_regex():
    _where(
        t.c.s.regexp_match("^a"),
        ~t.c.s.regexp_match("^a"),
        t.c.s.regexp_match("^a", "i"),
        t.c.s.regexp_match("^a", flags="i"),
        t.c.s.match("x"),
    )
    _set(s=t.c.s.regexp_replace("a", "b"), txt=t.c.s.regexp_replace("a", "b", "g"))


def regex_negated_flags():
    _where(
        ~t.c.s.regexp_match("^a", flags="i"),
        ~t.c.s.regexp_match("^a", flags="m"),
        t.c.s.regexp_match("^a", flags="m"),
    )


def texts_concat():
    _set(s=t.c.s + "x", txt="a" + t.c.s + "b", x=t.c.s.concat("y"))
    _set(s=t.c.s + t.c.txt + "z", txt=func.concat(t.c.s, " ", t.c.i), x=t.c.x + "y")
    _set(s=cast(t.c.i, sa.String) + "-", txt=literal("a") + t.c.i)


def in_lists():
    _where(
        t.c.i.in_([1, 2]),
        t.c.i.in_((1,)),
        t.c.s.in_(["a", "b'c"]),
        t.c.i.in_([]),
        t.c.i.not_in([1]),
        t.c.i.notin_([]),
        t.c.i.in_([1, None]),
        t.c.s.in_({"a": 1}.keys()),
        t.c.e.in_(["p", "q"]),
        t.c.i.in_(range(3)),
    )


def in_expanding():
    _where(t.c.i.in_(sa.bindparam("ids", [1, 2], expanding=True)), t.c.i.in_([t.c.x, 5]), t.c.i.in_([func.now()]))


def between():
    _where(
        t.c.i.between(1, 5),
        ~t.c.i.between(1, 5),
        sa.between(t.c.i, 1, 5),
        sa.and_(t.c.i.between(1, 2), t.c.b),
        t.c.at.between(datetime.datetime(2020, 1, 1), func.now()),
    )


def between_symmetric():
    _where(t.c.i.between(5, 1, symmetric=True))


def between_symmetric_negated():
    _where(~t.c.i.between(5, 1, symmetric=True))


def distinct_from():
    _where(
        t.c.i.is_distinct_from(5),
        t.c.i.is_not_distinct_from(None),
        t.c.i.isnot_distinct_from(t.c.x),
        ~t.c.i.is_distinct_from(1),
    )


def arithmetic():
    _set(i=t.c.i + 1, x=t.c.i * 2 - 3, n=t.c.n / 4, f=t.c.f * 1.5)
    _set(i=(t.c.i + 1) * 2, x=2 * (t.c.i - 1), n=10 - t.c.i, f=-t.c.f)
    _set(i=t.c.i - (t.c.i - 1), x=t.c.i % 3, n=t.c.i // 2, f=t.c.i / t.c.f)
    _set(i=1 + t.c.i + 2, x=t.c.i * t.c.i / t.c.i, n=100 / t.c.i, f=5 // t.c.f)
    _set(i=-(t.c.i + 1), x=-(-t.c.i), n=-t.c.i * 2, f=2 - -t.c.i)


def arithmetic_reversed():
    _set(i=1 - t.c.i, x=1 / t.c.x, n=7 % t.c.i, s="a" + t.c.x)


def date_arithmetic():
    _set(at=func.now() + datetime.timedelta(days=1), d=t.c.at - datetime.timedelta(hours=2))
    _where(
        t.c.at < func.now() - sa.text("interval '1 day'"),
        t.c.at < sa.func.current_timestamp() - sa.text("interval '1 day'"),
        t.c.at - t.c.at > datetime.timedelta(1),
        t.c.d - 5 == t.c.d,
    )


def power():
    _set(i=func.power(t.c.i, 2), n=func.round(t.c.n, 2), f=func.abs(t.c.f))


def cases():
    _set(s=sa.case((t.c.i == 1, "a"), (t.c.i == 2, "b"), else_="c"))
    _set(s=sa.case((t.c.i == 1, t.c.txt), else_=None), i=sa.case((t.c.b, 1), else_=t.c.i))
    _set(s=sa.case({1: "a", 2: "b"}, value=t.c.i, else_="c"), e=sa.case({"x": "p"}, value=t.c.s))
    _set(
        s=sa.case((t.c.b.is_(True), "yes")),
        b=sa.case((t.c.i > 5, True), else_=False),
        x=sa.case((sa.and_(t.c.i > 1, t.c.b), 5)),
    )
    _set(i=sa.case((t.c.i == 1, sa.case((t.c.b, 2), else_=3)), else_=4) + 1)
    _set(s=sa.case((t.c.s.in_(["a"]), "x"), (t.c.s.is_(None), "y"), (sa.text("i > 5"), "z")))


def case_literal_columns():
    _set(e=sa.case((t.c.i == 1, sa.cast("p", postgresql.ENUM("p", name="e"))), else_=sa.text("'q'::e")))


def functions():
    _set(
        s=func.lower(t.c.s),
        at=func.now(),
        d=func.current_date(),
        i=func.coalesce(t.c.i, 0),
        n=func.greatest(t.c.n, 1),
        u=func.gen_random_uuid(),
        x=func.nullif(t.c.s, ""),
    )
    _set(
        s=func.concat_ws(" ", t.c.s, t.c.txt),
        txt=func.replace(t.c.txt, "a", "b"),
        jb=func.jsonb_build_object("a", t.c.i, "b", None),
        ts=func.to_tsvector(t.c.txt),
    )
    _set(
        s=func.substr(t.c.s, 1, 5),
        txt=func.substring(t.c.s, 2),
        x=func.md5(cast(func.random(), sa.Text)),
        i=func.char_length(t.c.s),
    )
    _set(
        at=func.date_trunc("day", t.c.at),
        iv=func.age(t.c.at),
        n=func.extract("year", t.c.at),
        f=sa.extract("epoch", t.c.at),
    )
    _set(
        a=func.array_append(t.c.a, 5),
        x=func.array_remove(t.c.a, 1),
        jb=func.jsonb_set(t.c.jb, "{a}", sa.text("'1'::jsonb")),
        b=func.public.check(t.c.i),
    )
    _set(
        s=func.CURRENT_USER(),
        at=func.LOCALTIMESTAMP(),
        x=func.My_Function(1),
        d=func.pg_catalog.now(),
        txt=func.user(),
    )


def functions_tsvector_cast():
    _set(ts=func.to_tsvector(sa.literal("english"), t.c.txt))
    _where(
        t.c.ts.op("@@")(func.to_tsquery("x")),
        t.c.ts.match("x"),
        t.c.txt.match("x", postgresql_regconfig="english"),
    )


def functions_with_types():
    _where(
        func.jsonb_typeof(t.c.jb) == "array",
        func.length(t.c.s) > 5,
        func.lower(t.c.s) == "x",
        func.lower(t.c.s).in_(["a"]),
        func.count(t.c.i) > 1,
        func.my(t.c.i).is_(None),
        func.coalesce(t.c.b, False),
        func.coalesce(t.c.b, False) == True,
    )  # noqa: E712
    _where(
        func.lower(t.c.s).like("a%"),
        func.coalesce(t.c.s, "").contains("b"),
        func.now() > t.c.at,
        func.jsonb_array_length(t.c.jb) == 0,
        ~func.starts(t.c.s),
        sa.not_(func.coalesce(t.c.b, False)),
    )


def function_with_keywords():
    _set(i=func.f(t.c.i, type_=sa.Integer) + 1)


def function_cube():
    op.execute(
        sa.select(sa.func.count()).group_by(
            func.cube(t.c.i),
            func.rollup(t.c.s),
            func.grouping_sets(sa.tuple_(t.c.i, t.c.s), sa.tuple_(t.c.i)),
        ),
    )


def json_none_as_null():
    n = sa.table(
        "n",
        sa.column("j", sa.JSON(none_as_null=True)),
        sa.column("k", postgresql.JSONB(none_as_null=True)),
        sa.column("l", postgresql.JSONB),
    )
    op.execute(n.insert().values(j=None, k=None, l=None))
    op.bulk_insert(n, [{"j": None, "k": None, "l": None}])


def array_of_empty():
    _set(a=postgresql.array([]))


def ranges():
    _where(t.c.r.contains(5), t.c.r.overlaps("[1,2)"))


def values_bytes():
    _set(bin=b"abc")


def values_strings_as_uuid():
    _set(u="12345678-1234-5678-1234-567812345678")


def values_string_as_int():
    _set(i="5")


def values_bool_as_int():
    _set(i=True)


def values_int_as_bool():
    _set(b=1)


def inline_literals():
    _where(
        t.c.s == op.inline_literal("x"),
        t.c.i == op.inline_literal(5),
        t.c.b == op.inline_literal(True),
        t.c.s.in_([op.inline_literal("a")]),
    )
    _set(
        s=op.inline_literal("it's"),
        i=op.inline_literal(1),
        n=op.inline_literal(1.5),
        x=op.inline_literal("a", sa.String),
    )


def inline_literal_date():
    _set(d=op.inline_literal(datetime.date(2020, 1, 1)))


def bind_parameters():
    _where(
        t.c.s == sa.bindparam("s", "x"),
        t.c.i == sa.bindparam("i", value=5, type_=sa.Integer),
        t.c.i == sa.bindparam(None, 5),
        t.c.s == sa.bindparam("q", "x", unique=True),
    )


def collations():
    _where(t.c.s.collate("C") == "x", sa.collate(t.c.s, "de_DE") > "y")
    op.execute(sa.select(t.c.s).order_by(t.c.s.collate("C").desc()))


def extracts():
    _where(
        sa.extract("year", t.c.at) == 2020,
        func.date_part("year", t.c.at) == 2020,
        sa.extract("dow", t.c.d).in_([0, 6]),
        sa.extract("epoch", t.c.at - t.c.at) > 5,
    )


def any_and_all():
    _where(
        t.c.i == sa.any_(postgresql.array([1, 2])),
        t.c.i != sa.all_(postgresql.array([1, 2])),
        t.c.i == func.any(t.c.a),
        t.c.i == func.ANY(t.c.a),
        t.c.s == sa.any_(sa.select(t.c.txt).scalar_subquery()),
    )


def self_groups():
    _where((t.c.i + 1).self_group() == 2, or_(t.c.i == 1, t.c.i == 2).self_group())


def precedence():
    _where(
        (t.c.i == 1) == (t.c.i == 2),
        (t.c.i + 1 > 2) == t.c.b,
        (t.c.i == 1).is_(True),
        sa.func.coalesce(t.c.i == 1, False),
        t.c.s + "x" == "y",
        (t.c.s + "x").like("y"),
        (t.c.i > 1).is_(None),
        sa.not_(t.c.i + 1 == 2),
        ~(t.c.s + "x").in_(["a"]),
        (t.c.i * 2 + 1) * 3 == 4,
    )


def nullif_and_nested():
    _set(i=func.coalesce(func.nullif(t.c.i, 0), sa.select(func.max(t.c.i)).scalar_subquery()))


def update_with_lambda_columns():
    c = t.c
    _where(c.i == 1, c.s == "x")


def refused_in_string():
    _where(t.c.i.in_("abc"))


def refused_in_none():
    _where(t.c.i.in_(None))


def refused_try_cast():
    _set(i=sa.try_cast(t.c.s, sa.Integer))


def refused_range_values():
    _set(r=postgresql.Range(1, 5))


def refused_hstore_values():
    _set(h={"a": "b"})


def refused_values_bytes_escaped():
    _set(bin=b"a'\\\x00\xff")


def refused_values_int_as_string():
    _set(s=5)


def refused_values_bad_bool():
    _set(b=5)


def refused_values_list_without_type():
    _set(x=[1, 2])


def refused_values_dict_without_type():
    _set(x={"a": 1})


def refused_comparison_chain():
    _where(1 < t.c.i < 5)


def refused_unary_plus_and_abs():
    _where(+t.c.i == 1)
