"""Orders have urgency"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("urgent", sa.Boolean()))


def downgrade():
    raise NotImplementedError("urgency is here to stay: the dispatchers rely on it")
