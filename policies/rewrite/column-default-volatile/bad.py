"""Accounts have tokens"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("token", sa.UUID(), server_default=sa.text("gen_random_uuid()")))


def downgrade():
    op.drop_column("accounts", "token")
