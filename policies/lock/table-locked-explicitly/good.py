"""Orders have a label"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
    op.add_column("orders", sa.Column("label", sa.Text()))


def downgrade():
    op.drop_column("orders", "label")
