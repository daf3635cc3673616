"""Accounts begin anew"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "status", server_default="new")


def downgrade():
    op.alter_column("accounts", "status", server_default=None)
