"""Parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("INSERT INTO parcels (weight) VALUES (3)")
    op.create_table("parcels", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("weight", sa.Integer()))


def downgrade():
    op.drop_table("parcels")
