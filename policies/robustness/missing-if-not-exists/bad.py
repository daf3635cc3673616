"""Parcels"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("VACUUM orders")
        op.execute("CREATE TABLE parcels (id bigint PRIMARY KEY)")
        op.execute("CREATE TABLE IF NOT EXISTS boxes (id bigint PRIMARY KEY)")


def downgrade():
    op.drop_table("boxes")
    op.drop_table("parcels")
