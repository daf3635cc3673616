"""Orders have notes"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS note varchar(200)")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
