"""Parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("SAVEPOINT before_parcels")
    op.create_table("parcels", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.execute("RELEASE before_parcels")


def downgrade():
    op.drop_table("parcels")
