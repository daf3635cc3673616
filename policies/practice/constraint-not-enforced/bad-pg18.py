"""Totals are positive"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT ENFORCED")


def downgrade():
    op.drop_constraint("orders_total_positive", "orders", type_="check")
