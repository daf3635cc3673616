"""Tidy up"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("VACUUM orders")


def downgrade():
    pass
