"""Maintenance"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("GRANT pg_monitor TO maintenance")


def downgrade():
    op.execute("REVOKE pg_monitor FROM maintenance")
