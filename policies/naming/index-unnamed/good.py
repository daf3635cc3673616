"""Find orders by account"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "orders_account_id_idx", "orders", ["account_id"], postgresql_concurrently=True
        )


def downgrade():
    op.drop_index("orders_account_id_idx", table_name="orders")
