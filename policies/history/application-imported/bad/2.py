"""Create depots"""

import sqlalchemy as sa
from alembic import op

from depot_app.sizes import DEPOT_LENGTH

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("depots", sa.Column("id", sa.String(DEPOT_LENGTH), primary_key=True))


def downgrade():
    op.drop_table("depots")
