"""Shop"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE ROLE shop LOGIN")


def downgrade():
    op.execute("DROP ROLE shop")
