"""Labels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "parcels",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
    op.create_table(
        "labels",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("parcel_id", sa.Integer(), sa.ForeignKey("parcels.id")),
    )


def downgrade():
    op.drop_table("labels")
    op.drop_table("parcels")
