"""Indexes of orders are bloated"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("REINDEX TABLE orders")


def downgrade():
    pass
