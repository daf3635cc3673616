"""Drop a schema that is empty"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP SCHEMA spare")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
