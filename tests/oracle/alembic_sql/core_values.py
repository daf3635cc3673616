import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

t = sa.table(
    "t",
    sa.column("i", sa.Integer),
    sa.column("s", sa.String),
    sa.column("b", sa.Boolean),
    sa.column("j", sa.JSON),
    sa.column("jb", postgresql.JSONB),
    sa.column("a", postgresql.ARRAY(sa.Integer)),
    sa.column("at", sa.DateTime),
    sa.column("d", sa.Date),
    sa.column("u", sa.Uuid),
    sa.column("x"),
    sa.column("bin", sa.LargeBinary),
    sa.column("n", sa.Numeric),
    sa.column("pu", postgresql.UUID(as_uuid=False)),
    sa.column("ta", postgresql.ARRAY(sa.Text)),
    sa.column("e", sa.Enum("p", "q", name="e")),
    sa.column("iv", sa.Interval),
    sa.column("tz", sa.DateTime(timezone=True)),
    sa.column("ti", sa.Time),
    sa.column("f", sa.Float),
    sa.column("ea", postgresql.ARRAY(sa.Enum("p", name="e"))),
    sa.column("da", postgresql.ARRAY(sa.Date)),
)


def _where(*conditions):
    for condition in conditions:
        op.execute(sa.delete(t).where(condition))


def _set(**values):
    op.execute(sa.update(t).values(**values))


def json_element_texts():
    _where(t.c.jb["a"]["b"].astext == "x")
    _where(t.c.jb["a"]["b"]["c"].astext == "x")
    _where(t.c.jb[("a", "b")].astext == "x")
    _where(t.c.jb[("a", 1)].astext == "x")
    _where(t.c.jb["a"].as_boolean())
    _where(t.c.jb["a"].as_boolean() == True)  # noqa: E711, E712
    _where(t.c.jb["a"].as_integer() + 1 == 2)
    _where(t.c.jb["a"].is_(None))
    _where(t.c.jb["a"].astext.is_(None))
    _where(t.c.jb["a"].astext.isnot(None))
    _where(~t.c.jb["a"].astext.is_(None))
    _where(t.c.jb.has_any(sa.text("'{a}'")))
    _where(t.c.jb.has_all(postgresql.array(["a", "b"])))
    _where(t.c.jb[0].astext == "x")


def json_comparisons():
    _where(t.c.jb[-1].astext == "x")
    _where(t.c.jb["a"] == "x")
    _where(t.c.jb["a"] == 5)
    _where(t.c.jb == None)  # noqa: E711, E712
    _where(t.c.jb != None)  # noqa: E711, E712
    _where(t.c.jb["a"] != None)  # noqa: E711, E712
    _where(t.c.j["a"] == None)  # noqa: E711, E712
    _where(t.c.j == sa.text("'{}'"))
    _where(t.c.jb == sa.text("'{}'::jsonb"))
    _where(t.c.j.is_(sa.null()))
    _where(t.c.jb.contains(sa.text("'{}'::jsonb")))


def json_operators():
    _where(t.c.jb.contains(sa.cast("{}", sa.Text)))
    _where(t.c.jb["a"].astext.cast(sa.Integer) > 5)
    _where(sa.cast(t.c.jb["a"], sa.Text) == "x")
    _where(sa.func.jsonb_typeof(t.c.jb["a"]) == "array")
    _where(t.c.jb["a"].astext.like("x%"))
    _where(~t.c.jb.has_key("a"))
    _where(t.c.jb.has_key("a") & t.c.b)
    _where(t.c.j["a"].as_string() == "x")
    _where(t.c.jb["a"]["b"].as_string() == "x")
    _where(t.c.jb[("a", "b")].as_string() == "x")
    _where(t.c.jb.op("@>")('{"a": 1}'))
    _where(t.c.jb.op("->>")("a") == "x")
    _where(t.c.jb.op("->")("a").op("->>")("b") == "x")
    _where(t.c.jb.op("#>>")("{a,b}") == "x")
    _where(t.c.jb["a"].astext.op("~")("x"))
    _where(sa.not_(t.c.jb["a"].as_boolean()))


def json_assignments():
    _set(jb=t.c.jb.concat(sa.text("'{}'::jsonb")))
    _set(jb=t.c.jb - "a")
    _set(jb=t.c.jb["a"])
    _set(s=t.c.jb["a"].astext)
    _set(s=t.c.jb["a"]["b"].astext)
    _set(s=t.c.jb["a"].as_string())
    _set(jb=sa.func.jsonb_set(t.c.jb, "{a}", sa.func.to_jsonb(t.c.i)))
    _set(jb=sa.func.jsonb_build_object("a", t.c.jb["b"], "c", t.c.jb["d"].astext))


def json_and_null_values():
    _set(jb=None)
    _set(j=None)
    _set(jb=sa.null())
    _set(x=None)
    _set(bin=b"abc")


def bytes_and_uuids():
    _set(bin=b"a'b")
    _set(bin=b"a\\b")
    _set(u="12345678-1234-5678-1234-567812345678")
    _set(pu="12345678-1234-5678-1234-567812345678")
    _set(u=sa.text("gen_random_uuid()"))
    _set(a=[1, 2])


def array_values():
    _set(a=[])
    _set(a=None)
    _set(a=(1, 2))
    _set(a=[[1], [2]])
    _set(ta=sa.text("'{}'::text[]"))
    _set(ea=["p"])
    _set(da=[datetime.date(2020, 1, 1)])


def numbers():
    _set(n=decimal.Decimal("1.50"))
    _set(n="1.5")
    _set(n=float("1.10"))
    _set(f=float("inf"))
    _set(f=1.0)
    _set(f=3)
    _set(f=0.1 + 0.2)
    _set(f=1e100)
    _set(f=123456789012345680.0)
    _set(f=-0.0)
    _set(i=2.5)
    _set(i=True)
    _set(i="5")
    _set(i=-5)


def booleans_and_strings():
    _set(b=1)
    _set(b=0)
    _set(b=None)
    _set(s=None)
    _set(e="zzz")
    _set(e="it's")


def dates_and_times():
    _set(at=datetime.datetime(2020, 1, 2))
    _set(at=datetime.datetime(2020, 1, 2, 3, 4))
    _set(at=datetime.datetime(2020, 1, 2, 3, 4, 5, 600))
    _set(tz=datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc))
    _set(at=datetime.date(2020, 1, 2))
    _set(d=datetime.datetime(2020, 1, 2, 3))
    _set(ti=datetime.time(1, 2, 3, 4))
    _set(ti=datetime.time(5))
    _set(iv=datetime.timedelta(days=1))
    _set(iv=datetime.timedelta(seconds=0.5))
    _set(iv=datetime.timedelta(weeks=1, hours=-1))


def texts_and_escapes():
    _set(at=sa.func.now())
    _set(at=sa.text("now() at time zone 'utc'"))
    _set(s=sa.text("'a' || i").bindparams())
    _set(s=sa.text(":x").bindparams(x="y"))
    _set(i=sa.literal_column("i + 1"))
    _set(s="a:b")
    _set(s=":b")
    _set(s="100%")
    _set(s="%(x)s")
    _set(s="tab\there")
    _set(s="back\\slash")
    _set(s="new\nline")
    _set(s="semi;colon")
    _set(s='dollar $1')


def compared_values():
    _where(t.c.s == "a;b")
    _where(t.c.s == "a:b \\: c")
    _where(t.c.at > datetime.datetime(2020, 1, 1))
    _where(t.c.at > "2020-01-01")
    _where(t.c.d == datetime.date(2020, 1, 1))
    _where(t.c.u == uuid.UUID("12345678123456781234567812345678"))
    _where(t.c.u == "12345678-1234-5678-1234-567812345678")
    _where(t.c.pu == "12345678-1234-5678-1234-567812345678")
    _where(t.c.pu.in_(["12345678-1234-5678-1234-567812345678"]))
    _where(t.c.e == "p")
    _where(t.c.e.in_(["p", "q"]))
    _where(t.c.e != sa.cast("p", sa.Enum("p", name="e")))
    _where(t.c.n == decimal.Decimal("1.5"))
    _where(t.c.n > 5)
    _where(t.c.n > 5.5)
    _where(t.c.i > 5.5)
    _where(t.c.i == "5")
    _where(t.c.s == 5)
    _where(t.c.f == 5)
    _where(t.c.b == 1)
    _where(t.c.x == b"a")
    _where(t.c.a == [1, 2])
    _where(t.c.a.in_([[1], [2]]))


def array_comparisons():
    _where(t.c.ta.any("x"))
    _where(t.c.ta.contains(["x"]))
    _where(t.c.ta.overlap(["x", "y"]))
    _where(~t.c.ta.contains(["x"]))
    _where("x" == sa.any_(t.c.ta))
    _where("x" != sa.all_(t.c.ta))
    _where(sa.literal("x") == sa.any_(t.c.ta))
    _where(sa.literal("x") == t.c.ta.any_())
    _where(t.c.ta.any_() == "x")
    _where(sa.any_(t.c.ta) == "x")
    _where(sa.func.any(t.c.ta) == "x")
    _where(t.c.ta[1] == "x")
    _where(t.c.ta[1].like("x%"))
    _where(sa.func.cardinality(t.c.ta) == 0)
    _where(t.c.ta == sa.text("'{}'"))
    _where(t.c.ta == postgresql.array(["a"]))
    _where(t.c.ta == sa.cast(postgresql.array(["a"]), postgresql.ARRAY(sa.Text)))


def in_lists():
    _where(t.c.x.in_([1, 2]))
    _where(t.c.x.in_(["a", None]))
    _where(t.c.x.in_([uuid.UUID("12345678123456781234567812345678")]))
    _where(t.c.x.in_([True]))
    _where(t.c.at.in_([datetime.datetime(2020, 1, 1)]))
    _where(t.c.i.in_([sa.null(), 1]))
    _where(t.c.b.in_([1, 0]))
    _where(t.c.s.in_("a b".split()))
    _where(t.c.s.in_(sorted({"b", "a"})))
    _where(t.c.s.in_(x for x in ["a"]))
    _where(t.c.s.in_(frozenset(["a"])))
    _where(t.c.i.in_(sa.text("(1, 2)")))
    _where(t.c.i.in_(sa.select(sa.literal(1))))
    _where(t.c.i.in_(sa.select(sa.text("1"))))
    _where(t.c.i.notin_(sa.select(t.c.i).where(t.c.b)))
    _where(sa.tuple_(t.c.i, t.c.s).in_(sa.select(t.c.i, t.c.s)))
    _where(sa.tuple_(t.c.i, t.c.s).not_in([(1, "a")]))
    _where(sa.func.lower(t.c.s).in_(["a"]))
    _where((t.c.s + "x").in_(["a"]))
    _where(t.c.s.is_("x"))


def truth_and_negation():
    _where(t.c.i.is_(5))
    _where(t.c.b.is_(None))
    _where(t.c.b.is_not(False))
    _where(t.c.b.isnot(sa.true()))
    _where(t.c.b == sa.null())
    _where(t.c.b == sa.false())
    _where(sa.not_(t.c.b == sa.true()))
    _where(sa.not_(sa.func.f()))
    _where(sa.not_(sa.exists().where(t.c.i == 1)))


def empty_conditions():
    _where(sa.text("a") & sa.text("b"))
    _where(sa.and_())
    _where(sa.or_())
    _where(sa.and_(True))
    _where(sa.or_(*[]))
    _where(sa.literal(True))
    _where(sa.literal(False))
    _where(True)
    _where(None)
