"""Orders stay on the heap"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET ACCESS METHOD heap")


def downgrade():
    op.execute("ALTER TABLE orders SET ACCESS METHOD heap")
