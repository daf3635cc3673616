"""Old is archived"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER SCHEMA legacy RENAME TO archive")


def downgrade():
    op.execute("ALTER SCHEMA archive RENAME TO legacy")
