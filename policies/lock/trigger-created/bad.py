"""Accounts know when they changed"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        "CREATE TRIGGER accounts_touch BEFORE UPDATE ON accounts"
        " FOR EACH ROW EXECUTE FUNCTION touch()"
    )


def downgrade():
    op.execute("DROP TRIGGER accounts_touch ON accounts")
