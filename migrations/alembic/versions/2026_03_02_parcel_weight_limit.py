"""Refuse parcels of 31.5 kg and more; older rows are checked in the next revision

Revision ID: 51e8d3b90a4c
Revises: c07b64e1f9a2
Create Date: 2026-03-02 14:22:39

"""

from alembic import op

revision = "51e8d3b90a4c"
down_revision = "c07b64e1f9a2"
branch_labels = None
depends_on = None

MAX_GRAMS = 31_500


def upgrade():
    op.execute(
        "ALTER TABLE parcels ADD CONSTRAINT parcels_weight_limit "
        f"CHECK (weight_grams < {MAX_GRAMS}) NOT VALID"
    )


def downgrade():
    op.drop_constraint("parcels_weight_limit", "parcels", type_="check")
