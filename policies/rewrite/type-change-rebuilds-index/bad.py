"""References sort by bytes"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("invoices", "reference", type_=sa.Text(collation="C"))


def downgrade():
    op.alter_column("invoices", "reference", type_=sa.Text())
