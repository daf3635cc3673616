"""Every size is right"""

from alembic import op

revision = "3"
down_revision = "2"


def upgrade():
    op.execute("ALTER TABLE depots VALIDATE CONSTRAINT depots_size_positive")


def downgrade():
    pass
