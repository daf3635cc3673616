"""Keep vouchers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "vouchers",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("starts_on", sa.Date(), server_default=sa.func.current_date()),
        sa.Column("ends_on", sa.Date()),
        sa.CheckConstraint("ends_on > starts_on", name="vouchers_end_later"),
    )


def downgrade():
    op.drop_table("vouchers")
