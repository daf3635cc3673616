"""Create depots and the couriers who work there

Revision ID: 3d1f0a6be2c7
Revises:
Create Date: 2026-01-12 09:14:03

"""

import sqlalchemy as sa
from alembic import op

revision = "3d1f0a6be2c7"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "depots",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.UniqueConstraint("name", name="depots_name_key"),
    )
    op.create_table(
        "couriers",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("depot_id", sa.BigInteger(), sa.ForeignKey("depots.id"), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_index("ix_couriers_depot_id", "couriers", ["depot_id"])


def downgrade():
    op.drop_table("couriers")
    op.drop_table("depots")
