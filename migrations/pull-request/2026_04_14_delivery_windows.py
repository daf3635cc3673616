"""Let customers choose a delivery window

Revision ID: 7b3e5f28c1d4
Revises: e94c2b7710d5
Create Date: 2026-04-14 10:31:44

"""

import sqlalchemy as sa
from alembic import op

revision = "7b3e5f28c1d4"
down_revision = "e94c2b7710d5"
branch_labels = None
depends_on = None

WINDOWS = ("morning", "afternoon", "evening")


def upgrade():
    window = sa.Enum(*WINDOWS, name="delivery_window")
    window.create(op.get_bind())
    op.add_column("parcels", sa.Column("delivery_window", window, nullable=True))
    op.add_column("parcels", sa.Column("courier_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key("parcels_courier_id_fkey", "parcels", "couriers", ["courier_id"], ["id"])
    op.create_index("ix_parcels_courier_id", "parcels", ["courier_id"])
    op.execute("UPDATE parcels SET delivery_window = 'morning'")


def downgrade():
    op.drop_index("ix_parcels_courier_id", "parcels")
    op.drop_constraint("parcels_courier_id_fkey", "parcels", type_="foreignkey")
    op.drop_column("parcels", "courier_id")
    op.drop_column("parcels", "delivery_window")
