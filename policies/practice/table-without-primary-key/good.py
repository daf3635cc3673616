"""Measurements"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "measurements",
        sa.Column("sensor", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Float()),
        sa.PrimaryKeyConstraint("sensor"),
    )


def downgrade():
    op.drop_table("measurements")
