"""Shipping"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("shipped_at", postgresql.TIMESTAMP(timezone=True, precision=0)))


def downgrade():
    op.drop_column("orders", "shipped_at")
