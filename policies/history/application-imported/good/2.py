"""Create depots"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("depots", sa.Column("id", sa.String(12), primary_key=True))


def downgrade():
    op.drop_table("depots")
