"""Balances are not negative"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint("accounts_balance", "accounts", "balance >= 0")


def downgrade():
    op.drop_constraint("accounts_balance", "accounts")
