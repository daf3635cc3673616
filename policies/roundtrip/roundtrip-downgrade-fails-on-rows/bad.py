"""Accounts have no name"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_column("accounts", "name")


def downgrade():
    op.add_column("accounts", sa.Column("name", sa.String(50), nullable=False))
