"""The model of accounts has a column `phone`, too"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("fax", sa.Text()))
    op.add_column("accounts", sa.Column("phone", sa.Text()))


def downgrade():
    op.drop_column("accounts", "phone")
    op.drop_column("accounts", "fax")
