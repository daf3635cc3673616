"""Emails are addresses"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "email", new_column_name="address")


def downgrade():
    op.alter_column("accounts", "address", new_column_name="email")
