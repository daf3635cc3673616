"""Orders are logged"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET LOGGED")


def downgrade():
    op.execute("ALTER TABLE orders SET LOGGED")
