"""Keep parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("carriers", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.create_table(
        "parcels",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("carrier_id", sa.BigInteger(), sa.ForeignKey("carriers.id", ondelete="CASCADE"), index=True),
    )


def downgrade():
    op.drop_table("parcels")
    op.drop_table("carriers")
