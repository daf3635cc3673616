"""One account for each address"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_unique_constraint("accounts_email_key", "accounts", ["email"])


def downgrade():
    op.drop_constraint("accounts_email_key", "accounts")
