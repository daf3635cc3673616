"""Create couriers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = None


def upgrade():
    op.create_table("couriers", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("couriers")
