"""Lines may repeat"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_constraint("order_lines_pkey", "order_lines", type_="primary")


def downgrade():
    op.create_primary_key("order_lines_pkey", "order_lines", ["order_id", "line"])
