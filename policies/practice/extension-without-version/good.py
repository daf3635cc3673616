"""Trigrams"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE EXTENSION pg_trgm VERSION '1.6'")


def downgrade():
    op.execute("DROP EXTENSION pg_trgm")
