"""Levels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("level", sa.Text()))
    op.add_column("orders", sa.Column("level", sa.Text()))


def downgrade():
    op.drop_column("orders", "level")
    op.drop_column("accounts", "level")
