"""Drop the old imports"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP SCHEMA legacy CASCADE")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
