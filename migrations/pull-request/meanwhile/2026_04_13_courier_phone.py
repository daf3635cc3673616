"""Remember the couriers' phone numbers

Revision ID: d6207e4ab59f
Revises: e94c2b7710d5
Create Date: 2026-04-13 15:48:02

"""

import sqlalchemy as sa
from alembic import op

revision = "d6207e4ab59f"
down_revision = "e94c2b7710d5"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("couriers", sa.Column("phone", sa.String(32), nullable=True))


def downgrade():
    op.drop_column("couriers", "phone")
