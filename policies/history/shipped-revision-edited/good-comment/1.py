"""Create depots

They came with the first contract.
"""

from alembic import op
import sqlalchemy as sa

revision = "1"
down_revision = None


def upgrade():
    op.create_table("depots", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("depots")
