"""Orders have extras"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("extras", JSONB()))


def downgrade():
    op.drop_column("orders", "extras")
