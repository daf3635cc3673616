"""Create parcels and the scans of their way

Revision ID: 8a52c9d417f0
Revises: 3d1f0a6be2c7
Create Date: 2026-01-26 16:40:51

"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8a52c9d417f0"
down_revision = "3d1f0a6be2c7"
branch_labels = None
depends_on = None

parcel_state = postgresql.ENUM(
    "announced", "collected", "in_transit", "delivered", name="parcel_state", create_type=False
)


def upgrade():
    parcel_state.create(op.get_bind())
    op.create_table(
        "parcels",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("barcode", sa.String(24), nullable=False, unique=True),
        sa.Column("state", parcel_state, nullable=False, server_default="announced"),
        sa.Column("weight_grams", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
    )
    op.create_table(
        "scans",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("parcel_id", sa.BigInteger(), sa.ForeignKey("parcels.id", ondelete="CASCADE")),
        sa.Column("depot_id", sa.BigInteger(), sa.ForeignKey("depots.id")),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Index("ix_scans_parcel_id", "parcel_id"),
    )


def downgrade():
    op.drop_table("scans")
    op.drop_table("parcels")
    parcel_state.drop(op.get_bind())
