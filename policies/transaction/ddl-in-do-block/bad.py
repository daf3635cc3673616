"""Parcels"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DO $$ BEGIN CREATE TABLE parcels (id bigint PRIMARY KEY); END $$")


def downgrade():
    op.drop_table("parcels")
