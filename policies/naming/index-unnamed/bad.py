"""Find orders by account"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY ON orders (account_id)")


def downgrade():
    op.drop_index("orders_account_id_idx", table_name="orders")
