"""Create depots"""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade():
    op.create_table("depots", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("depots")
