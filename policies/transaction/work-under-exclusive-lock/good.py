"""Notes on their own"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE order_notes AS SELECT id, note FROM orders")
    op.add_column("accounts", sa.Column("level", sa.Text()))


def downgrade():
    op.drop_column("accounts", "level")
    op.drop_table("order_notes")
