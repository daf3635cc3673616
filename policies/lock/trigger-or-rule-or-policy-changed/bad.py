"""Orders are not touched"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP TRIGGER orders_touch ON orders")


def downgrade():
    op.execute(
        "CREATE TRIGGER orders_touch BEFORE UPDATE ON orders"
        " FOR EACH ROW EXECUTE FUNCTION touch()"
    )
