"""Balances are large"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "balance", type_=sa.BigInteger())


def downgrade():
    op.alter_column("accounts", "balance", type_=sa.Integer())
