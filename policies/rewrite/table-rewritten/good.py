"""Orders in the order of time"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders CLUSTER ON orders_placed_at_idx")


def downgrade():
    op.execute("ALTER TABLE orders SET WITHOUT CLUSTER")
