"""Larger amounts"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("bills", "amount", type_=sa.Numeric(14, 2), existing_type=sa.Numeric(12, 2))


def downgrade():
    raise NotImplementedError("the view would have to be made anew")
