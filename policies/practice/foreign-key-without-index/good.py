"""Orders belong to accounts"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_foreign_key(
        "orders_account_id_fkey",
        "orders",
        "accounts",
        ["account_id"],
        ["id"],
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_orders_account_id", "orders", ["account_id"], postgresql_concurrently=True
        )


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_orders_account_id", table_name="orders", postgresql_concurrently=True
        )
    op.drop_constraint("orders_account_id_fkey", "orders", type_="foreignkey")
