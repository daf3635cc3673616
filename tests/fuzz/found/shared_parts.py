import sqlalchemy as sa
from alembic import op

revision = "a"
down_revision = None


def upgrade():
    condition = sa.column("a") == 1
    rows = [{"a": 1}]
    for _ in range(40):
        condition = sa.and_(condition, condition)
        rows = [rows, rows]
    op.execute(sa.select(sa.column("a")).where(condition))
    op.execute("%(a)s and %(rows)s" % {"a": 1, "rows": rows})
    op.bulk_insert(sa.table("t", sa.column("a")), rows)


def downgrade():
    rows = [1]
    rows.append(rows)
    op.execute(sa.column("a").in_(rows))
    op.execute(str(rows) + str(rows == [rows]))
