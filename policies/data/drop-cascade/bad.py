"""Number the tickets elsewhere"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP SEQUENCE ticket_numbers CASCADE")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
