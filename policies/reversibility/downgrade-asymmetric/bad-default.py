"""Orders begin without a note"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("orders", "note", server_default="none")


def downgrade():
    op.alter_column("orders", "note", server_default="no")
