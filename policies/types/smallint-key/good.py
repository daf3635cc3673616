"""Depots"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "depots",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("floors", sa.SmallInteger()),
    )


def downgrade():
    op.drop_table("depots")
