"""Parcels"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "parcels_that_were_sent_back_by_a_courier_and_are_waiting_for_a_new_label",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )


def downgrade():
    op.drop_table("parcels_that_were_sent_back_by_a_courier_and_are_waiting_for_a_new_label")
