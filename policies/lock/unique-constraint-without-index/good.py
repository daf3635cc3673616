"""One account for each address"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "accounts_email_key",
            "accounts",
            ["email"],
            unique=True,
            postgresql_concurrently=True,
        )
    op.execute(
        "ALTER TABLE accounts ADD CONSTRAINT accounts_email_key "
        "UNIQUE USING INDEX accounts_email_key"
    )


def downgrade():
    op.drop_constraint("accounts_email_key", "accounts")
