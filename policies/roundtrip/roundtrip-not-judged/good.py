"""Berths have a length"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("berths", sa.Column("length", sa.Numeric()))


def downgrade():
    op.drop_column("berths", "length")
