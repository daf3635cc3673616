"""Orders have a state"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "shipments",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("state", sa.Enum("packed", "sent", name="shipment_state")),
    )


def downgrade():
    op.drop_table("shipments")
    op.execute("DROP TYPE shipment_state")
