"""A quantity is positive"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER DOMAIN quantity ADD CONSTRAINT quantity_positive CHECK (VALUE > 0) NOT VALID")


def downgrade():
    op.execute("ALTER DOMAIN quantity DROP CONSTRAINT quantity_positive")
