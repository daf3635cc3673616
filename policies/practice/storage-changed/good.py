"""Notes have better statistics"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500")


def downgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN note SET STATISTICS 100")
