"""Bookings do not overlap"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "bookings",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("during", sa.Text(), nullable=False),
    )
    op.create_exclude_constraint("bookings_apart", "bookings", ("during", "="), using="btree")


def downgrade():
    op.drop_table("bookings")
