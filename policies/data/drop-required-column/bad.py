"""Tickets have no subject"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_column("tickets", "subject")


def downgrade():
    raise NotImplementedError("the subjects are gone")
