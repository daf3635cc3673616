"""Parcels"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE parcels (id bigint PRIMARY KEY)")
    with op.get_context().autocommit_block():
        op.execute("VACUUM orders")


def downgrade():
    op.drop_table("parcels")
