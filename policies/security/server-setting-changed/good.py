"""Memory"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER ROLE shop SET work_mem = '64MB'")


def downgrade():
    op.execute("ALTER ROLE shop RESET work_mem")
