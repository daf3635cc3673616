"""Tickets"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE SEQUENCE coupon_numbers")


def downgrade():
    op.execute("DROP SEQUENCE coupon_numbers")
