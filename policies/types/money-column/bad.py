"""Fees"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("fee", postgresql.MONEY()))


def downgrade():
    op.drop_column("orders", "fee")
