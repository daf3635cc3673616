"""Large ones do not matter"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP VIEW large_unpaid_bills")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
