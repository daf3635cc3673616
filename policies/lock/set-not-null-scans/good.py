"""Every account has an address"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        "ALTER TABLE accounts ADD CONSTRAINT email_not_null "
        "CHECK (email IS NOT NULL) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE accounts VALIDATE CONSTRAINT email_not_null")
    op.alter_column("accounts", "email", nullable=False)
    op.drop_constraint("email_not_null", "accounts")


def downgrade():
    op.alter_column("accounts", "email", nullable=True)
