"""Nicknames"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("nickname", sa.Text()))


def downgrade():
    op.drop_column("accounts", "nickname")
