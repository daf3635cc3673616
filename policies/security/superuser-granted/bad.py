"""Maintenance"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER ROLE maintenance SUPERUSER")


def downgrade():
    op.execute("ALTER ROLE maintenance NOSUPERUSER")
