"""The log is history"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE audit_log SET SCHEMA legacy")


def downgrade():
    op.execute("ALTER TABLE legacy.audit_log SET SCHEMA public")
