"""Every account has an address"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "email", nullable=False)


def downgrade():
    op.alter_column("accounts", "email", nullable=True)
