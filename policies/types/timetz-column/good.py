"""Pick-up"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("pick_up", sa.Time()))


def downgrade():
    op.drop_column("orders", "pick_up")
