"""Parcels

Revision ID: 8f3a
Revises:
Create Date: 2024-03-04 10:20:30.405060

"""

import sqlalchemy as sa
from alembic import op

revision = "8f3a"
down_revision = None


def upgrade():
    op.create_table("parcels", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("parcels")
