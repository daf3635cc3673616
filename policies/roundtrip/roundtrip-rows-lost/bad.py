"""Emails are addresses"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "email", new_column_name="address")


def downgrade():
    op.drop_column("accounts", "address")
    op.add_column("accounts", sa.Column("email", sa.Text()))
