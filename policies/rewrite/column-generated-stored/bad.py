"""Years of orders"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("year", sa.Integer(), sa.Computed("id / 1000", persisted=True)))


def downgrade():
    op.drop_column("orders", "year")
