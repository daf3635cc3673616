"""Parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("VACUUM orders")
        op.execute("CREATE TABLE IF NOT EXISTS parcels (id bigint PRIMARY KEY)")
        op.create_table("boxes", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("boxes")
    op.drop_table("parcels")
