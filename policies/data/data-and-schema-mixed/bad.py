"""Orders have a currency"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("currency", sa.String()))
    op.execute("UPDATE orders SET currency = 'EUR' WHERE placed_at > '2024-01-01'")


def downgrade():
    op.drop_column("orders", "currency")
