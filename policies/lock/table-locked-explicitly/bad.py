"""Nobody writes orders meanwhile"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE")


def downgrade():
    pass
