"""Longer memos"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("invoices", "memo", type_=sa.String(80))


def downgrade():
    op.alter_column("invoices", "memo", type_=sa.String(40))
