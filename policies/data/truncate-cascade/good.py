"""Delete one invoice"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DELETE FROM bills WHERE id = 1")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
