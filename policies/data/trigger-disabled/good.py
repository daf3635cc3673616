"""Orders are not touched for now"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders DISABLE TRIGGER orders_touch")


def downgrade():
    op.execute("ALTER TABLE orders ENABLE TRIGGER orders_touch")
