"""Sad is blue"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'")


def downgrade():
    op.execute("ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'")
