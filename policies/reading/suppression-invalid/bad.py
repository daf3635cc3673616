"""Some orders are urgent"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[drop-tabel] nobody reads it
    op.add_column("orders", sa.Column("urgent", sa.Boolean()))


def downgrade():
    op.drop_column("orders", "urgent")
