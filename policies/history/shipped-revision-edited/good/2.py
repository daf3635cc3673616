"""Say where a depot is"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("depots", sa.Column("city", sa.Text()))


def downgrade():
    op.drop_column("depots", "city")
