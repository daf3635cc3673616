"""Sensors are not searched"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("orders_placed_at_idx", table_name="orders", postgresql_concurrently=True)


def downgrade():
    op.create_index("orders_placed_at_idx", "orders", ["placed_at"])
