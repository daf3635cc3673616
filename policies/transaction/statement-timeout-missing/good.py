"""Every order has a total"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("SET LOCAL statement_timeout = '10s'")
    # migcheck: ignore[check-validated-at-once] orders are few
    op.create_check_constraint("total_given", "orders", "total IS NOT NULL")


def downgrade():
    op.drop_constraint("total_given", "orders")
