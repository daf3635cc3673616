"""Balances are large"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "accounts_email_idx", "accounts", ["email"], postgresql_concurrently=True
        )
    # migcheck: ignore[type-change-rewrites] few accounts
    op.alter_column("accounts", "balance", type_=sa.BigInteger())


def downgrade():
    op.drop_index("accounts_email_idx", table_name="accounts")
    op.alter_column("accounts", "balance", type_=sa.Integer())
