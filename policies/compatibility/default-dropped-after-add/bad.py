"""Accounts have a language"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column(
        "accounts", sa.Column("language", sa.Text(), nullable=False, server_default="en")
    )
    op.alter_column("accounts", "language", server_default=None)


def downgrade():
    op.drop_column("accounts", "language")
