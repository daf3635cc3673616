"""Depots"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "depots",
        sa.Column("id", sa.SmallInteger(), primary_key=True),
        sa.Column("label", sa.Text()),
    )


def downgrade():
    op.drop_table("depots")
