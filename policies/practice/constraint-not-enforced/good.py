"""Totals are positive"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint(
        "orders_total_positive", "orders", "total > 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("orders_total_positive", "orders", type_="check")
