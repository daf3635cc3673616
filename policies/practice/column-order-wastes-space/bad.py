"""Parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "parcels",
        sa.Column("fragile", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.Text()),
    )


def downgrade():
    op.drop_table("parcels")
