"""The log is a journal"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.rename_table("audit_log", "journal")
    op.execute("CREATE VIEW audit_log AS SELECT * FROM journal")


def downgrade():
    op.execute("DROP VIEW audit_log")
    op.rename_table("journal", "audit_log")
