"""Some orders are urgent"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

urgency = sa.Enum("low", "high", name="urgency")


def upgrade():
    op.add_column("orders", sa.Column("urgency", urgency))


def downgrade():
    op.drop_column("orders", "urgency")
