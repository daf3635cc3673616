"""Give the log a key"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_primary_key("audit_log_pkey", "audit_log", ["id"])


def downgrade():
    op.drop_constraint("audit_log_pkey", "audit_log")
