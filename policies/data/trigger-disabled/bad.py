"""Orders are loaded"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders DISABLE TRIGGER USER")


def downgrade():
    op.execute("ALTER TABLE orders ENABLE TRIGGER USER")
