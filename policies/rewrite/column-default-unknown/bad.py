"""Accounts have a code"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("code", sa.Text(), server_default=sa.text("shop_code()")))


def downgrade():
    op.drop_column("accounts", "code")
