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


def join_without_condition():
    op.execute(sa.select(user.c.id).join(post))
