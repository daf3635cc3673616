"""Start over with bills"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("TRUNCATE bills CASCADE")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
