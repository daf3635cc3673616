"""Orders have urgency"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ADD COLUM urgent boolean")


def downgrade():
    op.execute("ALTER TABLE orders DROP COLUMN urgent")
