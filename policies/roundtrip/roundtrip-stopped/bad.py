"""Carriers have ledgers"""

import sqlalchemy as sa
from alembic import op

from parcels.ledgers import create_ledgers

revision = "2"
down_revision = "1"


def upgrade():
    create_ledgers(op.get_bind())
    op.create_index("ledgers_owner_idx", "ledgers", ["owner"])


def downgrade():
    op.drop_table("ledgers")
