"""Totals are up to date"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY account_totals")


def downgrade():
    pass
