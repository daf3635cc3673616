"""Keep coupons"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "coupons",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
    )
    op.create_index("ix_coupons_code", "coupons", ["code"])


def downgrade():
    op.drop_table("coupons")
