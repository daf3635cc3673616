"""Every account is active"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("UPDATE accounts SET status = 'active'")


def downgrade():
    pass
