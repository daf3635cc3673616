"""Every parcel is weighed

Revision ID: a1d94f6c03e8
Revises: 7b3e5f28c1d4
Create Date: 2026-04-15 17:09:26

"""

import sqlalchemy as sa
from alembic import op

revision = "a1d94f6c03e8"
down_revision = "7b3e5f28c1d4"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("parcels", "weight_grams", nullable=False)
    op.alter_column("scans", "scanned_at", new_column_name="happened_at")
    op.drop_column("couriers", "active")


def downgrade():
    pass
