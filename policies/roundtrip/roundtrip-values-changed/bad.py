"""Emails are in lower case"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("UPDATE accounts SET email = lower(email)")


def downgrade():
    pass
