"""Invoices outlive orders"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_constraint("invoices_order_id_fkey", "invoices", type_="foreignkey")


def downgrade():
    op.create_foreign_key(
        "invoices_order_id_fkey", "invoices", "orders", ["order_id"], ["id"]
    )
