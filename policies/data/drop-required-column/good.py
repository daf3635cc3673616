"""The subject may be missing"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("tickets", "subject", nullable=True)


def downgrade():
    op.alter_column("tickets", "subject", nullable=False)
