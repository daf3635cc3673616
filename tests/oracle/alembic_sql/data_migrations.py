import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

t = sa.table(
    "t",
    sa.column("id", sa.Integer),
    sa.column("a", sa.String),
    sa.column("b", sa.Boolean),
    sa.column("at", sa.DateTime),
    sa.column("j", sa.JSON),
)

u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("a", sa.String))


def json_dumps():
    op.execute(t.update().values(a=json.dumps({"x": [1, 2]})))


def update_from_alias_and_join():
    v = u.alias("v")
    op.execute(t.update().where(t.c.id == v.c.t_id).values(a=v.c.a))
    op.execute(
        t.update().where(t.c.id.in_(sa.select(u.c.t_id).join(v, v.c.id == u.c.id).where(v.c.a == "x"))).values(b=True),
    )
    op.execute(t.delete().where(t.c.id.in_(sa.select(v.c.t_id).where(v.c.a.is_(None)))))


def correlated_twice():
    op.execute(
        t.update().values(
            a=sa.select(u.c.a).where(u.c.t_id == t.c.id).order_by(u.c.id.desc()).limit(1).scalar_subquery(),
        ),
    )
    op.execute(
        t.update().values(a=sa.func.coalesce(sa.select(sa.func.max(u.c.a)).where(u.c.t_id == t.c.id).scalar_subquery(), "none")).where(
            sa.exists().where(u.c.t_id == t.c.id),
        ),
    )
    op.execute(
        t.update().values(
            a=sa.case((t.c.b, sa.select(u.c.a).where(u.c.t_id == t.c.id).scalar_subquery()), else_=None),
        ),
    )


def select_as_scalar():
    op.execute(t.update().values(a=sa.select(u.c.a).where(u.c.t_id == t.c.id).as_scalar()))


def insert_select_with_literals():
    op.execute(
        t.insert().from_select(["id", "a", "b"], sa.select(u.c.id, sa.literal("x").label("a"), sa.literal(True))),
    )
    op.execute(
        t.insert().from_select(
            [t.c.id, t.c.a],
            sa.select(u.c.id, sa.func.lower(u.c.a)).where(u.c.a.isnot(None)).group_by(u.c.id),
        ),
    )
    op.execute(t.insert().from_select(["id"], sa.select(sa.func.generate_series(1, 5))))
    op.execute(t.insert().from_select(["a"], sa.select(sa.cast(u.c.id, sa.String), )))


def union_updates():
    both = sa.union_all(sa.select(u.c.t_id), sa.select(u.c.id)).subquery("both_ids")
    op.execute(t.delete().where(t.c.id.in_(sa.select(both.c.t_id))))


def delete_not_exists():
    op.execute(sa.delete(u).where(~sa.select(t.c.id).where(t.c.id == u.c.t_id).exists()))
    op.execute(
        sa.delete(u).where(sa.not_(sa.exists(sa.select(sa.text("1")).select_from(t).where(t.c.id == u.c.t_id)))),
    )


def concatenations():
    op.execute(t.update().values(a=sa.literal("x") + t.c.a + sa.cast(t.c.id, sa.String)))
    op.execute(t.update().values(a=sa.func.concat(t.c.a, "-", t.c.id)))
    op.execute(t.update().values(a=t.c.a.concat("x").concat(t.c.a)))
    op.execute(t.update().values(a="x" + sa.cast(t.c.id, sa.Text)))
    op.execute(t.update().values(a=sa.func.lower(t.c.a) + "x"))
    op.execute(t.update().values(a=t.c.a.op("||")("x")))


def substrings_and_functions():
    op.execute(t.update().values(a=sa.func.substring(t.c.a, 1, 5)))
    op.execute(t.update().values(a=sa.func.substr(t.c.a, sa.func.strpos(t.c.a, ":") + 1)))
    op.execute(t.update().values(a=sa.func.regexp_replace(t.c.a, "^x", "y", "g")))
    op.execute(t.update().values(a=sa.func.split_part(t.c.a, "/", 1)))
    op.execute(t.update().values(a=sa.func.trim(t.c.a), b=sa.func.bool(t.c.id)))
    op.execute(t.update().values(at=sa.func.to_timestamp(t.c.id), j=sa.func.json_build_object("a", t.c.a)))
    op.execute(t.update().values(at=sa.text("at + interval '1 day'")).where(t.c.at < sa.func.now()))
    op.execute(t.update().values(id=sa.func.nextval("seq")))
    op.execute(t.update().values(id=sa.func.nextval(sa.text("'seq'"))))


def row_number_subquery():
    ranked = sa.select(u.c.id, sa.func.row_number().over(partition_by=u.c.t_id, order_by=[u.c.a.desc(), u.c.id]).label("rank")).subquery(
        "ranked",
    )
    op.execute(u.delete().where(u.c.id.in_(sa.select(ranked.c.id).where(ranked.c.rank > 1))))
    op.execute(u.update().values(a="x").where(u.c.id == ranked.c.id).where(ranked.c.rank == 1))


def big_in_list():
    op.execute(t.delete().where(t.c.id.in_([n * 2 for n in range(5)])).where(t.c.a.notin_(tuple("abc"))))


def cast_of_enum_columns():
    e = postgresql.ENUM("x", "y", name="e", create_type=False)
    op.execute(t.update().values(a=sa.cast(t.c.a, e)).where(sa.cast(t.c.a, e) == "x"))
    op.execute(t.update().values(a=sa.cast(sa.literal("x"), e)))
    op.execute(t.update().values(a=sa.text("'x'::e")))


def text_with_curly_and_percent():
    op.execute(sa.text("UPDATE t SET j = '{\"a\": \"%s\"}'"))
    op.execute("UPDATE t SET a = replace(a, '%20', ' ') WHERE a LIKE '%%'")


def execute_list_of_statements():
    for statement in ("SELECT 1", sa.text("SELECT 2"), t.delete()):
        op.execute(statement)


def multi_statement_string():
    op.execute("SELECT 1; SELECT 2;")


def conn_execute_scalar_subquery():
    op.execute(sa.select(sa.func.setval("s", sa.func.coalesce(sa.func.max(t.c.id), 1))))
    op.execute(
        sa.select(
            sa.func.setval(
                sa.func.pg_get_serial_sequence("t", "id"),
                sa.select(sa.func.max(t.c.id)).scalar_subquery(),
            ),
        ),
    )


def values_literal():
    op.execute(sa.update(t).values(a=sa.literal("it's :x")))
    op.execute(sa.update(t).values(a=":x", b=None))


def update_true_division():
    op.execute(t.update().values(id=t.c.id / 2 + 1))
    op.execute(t.update().values(id=(t.c.id + 1) / (t.c.id - 1)))
    op.execute(t.update().values(id=sa.cast(t.c.id / 2, sa.Integer)))


def is_comparisons():
    op.execute(t.delete().where(t.c.b.is_(sa.text("NOT NULL"))))


def nested_case():
    op.execute(
        t.update().values(
            a=sa.case((t.c.a == "x", "1"), (t.c.a.is_(None), sa.literal("2")), else_=sa.func.lower(t.c.a)),
        ),
    )
    op.execute(t.update().values(id=sa.case((t.c.b.is_(True), t.c.id + 1), else_=t.c.id - 1) * 2))
    op.execute(
        sa.select(sa.func.sum(sa.case((t.c.b, 1), else_=0)), sa.case((t.c.id > 1, "x"), else_="y").label("c")).group_by(
            sa.case((t.c.id > 1, "x"), else_="y"),
        ),
    )
