"""Orders are vacuumed often"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02)")


def downgrade():
    op.execute("ALTER TABLE orders RESET (autovacuum_vacuum_scale_factor)")
