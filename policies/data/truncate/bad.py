"""Empty the log"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("TRUNCATE audit_log")


def downgrade():
    pass
