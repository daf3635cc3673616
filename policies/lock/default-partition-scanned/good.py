"""Orders are events"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE orders_seen (id integer PRIMARY KEY, kind text NOT NULL)")


def downgrade():
    op.drop_table("orders_seen")
