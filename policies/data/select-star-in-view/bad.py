"""Open accounts"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE VIEW open_accounts AS SELECT * FROM accounts WHERE balance > 0")


def downgrade():
    op.execute("DROP VIEW open_accounts")
