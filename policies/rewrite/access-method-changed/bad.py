"""Orders are columnar"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET ACCESS METHOD columnar")


def downgrade():
    op.execute("ALTER TABLE orders SET ACCESS METHOD heap")
