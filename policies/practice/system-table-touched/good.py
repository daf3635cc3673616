"""Rows"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ANALYZE pg_catalog.pg_class")


def downgrade():
    pass
