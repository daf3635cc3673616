"""Balances are large"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[type-change-rewrites] few accounts
    op.alter_column("accounts", "balance", type_=sa.BigInteger())
    with op.get_context().autocommit_block():
        op.create_index(
            "accounts_email_idx", "accounts", ["email"], postgresql_concurrently=True
        )


def downgrade():
    op.drop_index("accounts_email_idx", table_name="accounts")
    op.alter_column("accounts", "balance", type_=sa.Integer())
