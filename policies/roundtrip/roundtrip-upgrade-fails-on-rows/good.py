"""Accounts have a country"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column(
        "accounts", sa.Column("country", sa.Text(), nullable=False, server_default="unknown")
    )


def downgrade():
    op.drop_column("accounts", "country")
