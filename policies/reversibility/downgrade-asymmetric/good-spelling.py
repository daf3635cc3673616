"""A balance begins at zero"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "balance", server_default=None)
    op.alter_column("accounts", "balance", server_default="0")
    op.alter_column("accounts", "balance", server_default=None)


def downgrade():
    op.alter_column("accounts", "balance", server_default=None)
