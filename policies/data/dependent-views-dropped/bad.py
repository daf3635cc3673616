"""Show only the number"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP VIEW unpaid_bills CASCADE")
    op.execute("CREATE VIEW unpaid_bills AS SELECT id, number FROM bills WHERE paid_at IS NULL")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
