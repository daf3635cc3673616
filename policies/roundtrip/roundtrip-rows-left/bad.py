"""An account for guests"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("INSERT INTO accounts (name, status) VALUES ('guest', 'closed')")


def downgrade():
    pass
