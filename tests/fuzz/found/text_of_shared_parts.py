from alembic import op

revision = "a"
down_revision = None


def upgrade():
    rows = [{"a": 1}]
    for _ in range(20):
        rows = [rows, rows]
    op.execute("%(rows)s" % {"rows": rows})
    op.execute(str(rows) + str(rows == [rows]))
    for _ in range(20):
        op.execute(repr(rows))
