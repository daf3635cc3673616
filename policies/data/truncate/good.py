"""Delete one entry"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DELETE FROM audit_log WHERE id = 1")


def downgrade():
    pass
