"""Orders have extras"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("extras", sa.JSON()))


def downgrade():
    op.drop_column("orders", "extras")
