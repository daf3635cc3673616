"""Describe accounts"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("COMMENT ON TABLE accounts IS 'people who pay'")


def downgrade():
    pass
