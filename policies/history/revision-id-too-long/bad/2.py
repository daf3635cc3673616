"""Create couriers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "2024_07_01_depots_where_parcels_wait"


def upgrade():
    op.create_table("couriers", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("couriers")
