"""The first account starts again"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DO $$ BEGIN UPDATE accounts SET balance = 0 WHERE id = 1; END $$")


def downgrade():
    pass
