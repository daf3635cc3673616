"""One account for an address"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("accounts_email_idx", "accounts", ["email"], unique=True, postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("accounts_email_idx", table_name="accounts", postgresql_concurrently=True)
