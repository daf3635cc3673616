"""A mood is a feeling"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TYPE mood RENAME TO feeling")


def downgrade():
    op.execute("ALTER TYPE feeling RENAME TO mood")
