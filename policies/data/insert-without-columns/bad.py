"""A first entry"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("INSERT INTO audit_log VALUES (1, true)")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
