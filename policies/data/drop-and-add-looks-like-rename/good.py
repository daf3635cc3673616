"""Orders have remarks"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("remark", sa.Text()))


def downgrade():
    op.drop_column("orders", "remark")
