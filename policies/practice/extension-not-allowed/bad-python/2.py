"""Links"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE EXTENSION dblink")


def downgrade():
    op.execute("DROP EXTENSION dblink")
