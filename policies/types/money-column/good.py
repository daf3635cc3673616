"""Fees"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("fee", sa.Numeric(12, 2)))


def downgrade():
    op.drop_column("orders", "fee")
