"""Shop"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER ROLE shop PASSWORD 'open sesame'")


def downgrade():
    pass
