"""Carriers have ledgers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "ledgers",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("owner", sa.BigInteger(), nullable=False),
    )
    op.create_index("ledgers_owner_idx", "ledgers", ["owner"])


def downgrade():
    op.drop_table("ledgers")
