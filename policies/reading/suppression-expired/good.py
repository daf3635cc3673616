"""Orders have a token"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[column-default-volatile] until=2199-12-31 the table is empty until the launch
    op.add_column(
        "orders", sa.Column("token", sa.UUID(), server_default=sa.text("gen_random_uuid()"))
    )


def downgrade():
    op.drop_column("orders", "token")
