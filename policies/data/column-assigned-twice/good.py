"""Close one"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("UPDATE accounts SET status = 'closed', balance = 0 WHERE id = 1")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
