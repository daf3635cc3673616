"""Calm"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm' AFTER 'glad'")


def downgrade():
    pass
