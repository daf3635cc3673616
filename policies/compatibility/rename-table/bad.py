"""The log is a journal"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.rename_table("audit_log", "journal")


def downgrade():
    op.rename_table("journal", "audit_log")
