"""Some orders are urgent"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[column-default-volatile] until=2024-06-30 the table is empty until the launch
    op.add_column("orders", sa.Column("urgent", sa.Boolean()))


def downgrade():
    op.drop_column("orders", "urgent")
