"""Unpaid means open"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE OR REPLACE VIEW unpaid_bills AS SELECT id, amount, number FROM bills WHERE paid_at IS NULL")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
