"""Find lines by order"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_order_lines_order_id", "order_lines", ["order_id"], postgresql_concurrently=True
        )


def downgrade():
    op.drop_index("ix_order_lines_order_id", table_name="order_lines")
