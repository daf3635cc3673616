"""Memory"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER SYSTEM SET work_mem = '64MB'")


def downgrade():
    pass
