"""Orders have notes"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("note", sa.Text()))


def downgrade():
    raise NotImplementedError("the column was there before")
