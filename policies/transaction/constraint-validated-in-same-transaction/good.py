"""Totals are positive"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint(
        "orders_total_positive", "orders", "total > 0", postgresql_not_valid=True
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive")


def downgrade():
    op.drop_constraint("orders_total_positive", "orders", type_="check")
