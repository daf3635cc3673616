"""Shipping"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("shipped_at", sa.DateTime(timezone=True)))


def downgrade():
    op.drop_column("orders", "shipped_at")
