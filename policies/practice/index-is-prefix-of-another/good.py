"""Find lines by number"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_order_lines_line", "order_lines", ["line", "order_id"], postgresql_concurrently=True
        )


def downgrade():
    op.drop_index("ix_order_lines_line", table_name="order_lines")
