"""Webhooks"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "webhooks",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("payload", postgresql.JSONB()),
    )
    op.create_index("ix_webhooks_payload", "webhooks", ["payload"])


def downgrade():
    op.drop_table("webhooks")
