"""Notes on their own"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("level", sa.Text()))
    op.execute("CREATE TABLE order_notes AS SELECT id, note FROM orders")


def downgrade():
    op.drop_table("order_notes")
    op.drop_column("accounts", "level")
