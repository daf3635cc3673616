"""Hold the older parcels against the weight limit

Revision ID: e94c2b7710d5
Revises: 51e8d3b90a4c
Create Date: 2026-03-03 08:01:12

"""

from alembic import op

revision = "e94c2b7710d5"
down_revision = "51e8d3b90a4c"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE parcels VALIDATE CONSTRAINT parcels_weight_limit")


def downgrade():
    # A validated constraint cannot be made unvalidated; putting it back as it was can.
    op.drop_constraint("parcels_weight_limit", "parcels", type_="check")
    op.execute(
        "ALTER TABLE parcels ADD CONSTRAINT parcels_weight_limit "
        "CHECK (weight_grams < 31500) NOT VALID"
    )
