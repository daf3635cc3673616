"""Orders have a size"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TYPE size AS ENUM ('small', 'large')")
    op.execute("ALTER TABLE orders ADD COLUMN size size")


def downgrade():
    op.drop_column("orders", "size")
