"""Orders are not vacuumed"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET (autovacuum_enabled = false)")


def downgrade():
    op.execute("ALTER TABLE orders RESET (autovacuum_enabled)")
