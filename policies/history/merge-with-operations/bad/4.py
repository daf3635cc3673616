"""Create routes"""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = ("2", "3")


def upgrade():
    op.create_table("routes", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("routes")
