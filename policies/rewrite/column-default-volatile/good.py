"""Accounts know when they were seen"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("seen_at", sa.DateTime(), server_default=sa.func.now()))


def downgrade():
    op.drop_column("accounts", "seen_at")
