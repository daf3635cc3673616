"""Notes of accounts"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE accounts RENAME note TO remark")


def downgrade():
    op.execute("ALTER TABLE accounts RENAME remark TO note")
