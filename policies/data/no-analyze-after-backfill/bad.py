"""Remarks on their own"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE remarks (order_id integer, remark text)")
    op.execute("INSERT INTO remarks (order_id, remark) SELECT id, note FROM orders")


def downgrade():
    op.drop_table("remarks")
