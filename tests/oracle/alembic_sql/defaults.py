import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import expression
from sqlalchemy.sql.expression import false, null, true
from sqlalchemy.sql import func


def _add(*defaults):
    for default in defaults:
        op.add_column("t", sa.Column("c", sa.Text(), server_default=default, nullable=False))


def strings():
    _add("x", "5", "it's", "", "true", "{}", "a\\b", "50%", "a:b", "new\nline")


def texts():
    _add(sa.text("now()"), sa.text("'x'::text"), sa.text("5"), sa.text("'{}'::jsonb"), sa.text("'a:b'"))
    _add(sa.text("(now() at time zone 'utc')"), sa.text("'50%'"), sa.text("'\\:x'"))


def constants():
    _add(sa.true(), sa.false(), sa.null(), true(), false(), null(), sa.sql.expression.false(), expression.true())


def functions():
    _add(sa.func.now(), func.now(), sa.func.current_timestamp(), sa.func.current_date(), sa.func.localtimestamp())
    _add(sa.func.gen_random_uuid(), sa.func.uuid_generate_v4(), sa.func.timezone("utc", sa.func.now()), sa.func.NOW())
    _add(sa.func.my_schema.my_function(1, "x", None, True), sa.func.statement_timestamp(), sa.func.random())


def literals():
    _add(sa.literal("x"), sa.literal(5), sa.literal(True), sa.literal_column("1 + 1"), sa.literal(1.5))


def casts():
    _add(sa.cast("x", sa.String(5)), sa.cast(5, sa.BigInteger()), sa.cast(sa.func.now(), sa.Date()))


def operations():
    _add(sa.func.now() + sa.text("interval '1 day'"), sa.func.now() - sa.func.make_interval(1))
    _add(sa.func.now().op("AT TIME ZONE")("utc"), sa.literal(1) + 2)


def arrays():
    _add(postgresql.array([]), postgresql.array(["a", "b"]), postgresql.array([1, 2]), sa.text("ARRAY[]::text[]"))
    _add(postgresql.array([], type_=sa.Text()))


def sequences():
    _add(sa.Sequence("q").next_value(), sa.Sequence("Q", schema="s").next_value(), sa.func.next_value(sa.Sequence("q")))


def default_clauses():
    op.add_column("t", sa.Column("c", sa.Text(), sa.DefaultClause("x")))
    op.add_column("t", sa.Column("c", sa.Text(), server_default=sa.DefaultClause(sa.text("now()"))))


def none():
    _add(None)
