"""A view of orders"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE VIEW order_names AS SELECT o.id, a.id, a.name FROM orders o JOIN accounts a ON a.id = o.account_id")


def downgrade():
    op.execute("DROP VIEW order_names")
