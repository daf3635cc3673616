"""Orders of several pieces"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ADD COLUMN pieces positive")


def downgrade():
    op.drop_column("orders", "pieces")
