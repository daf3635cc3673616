"""Number the tickets elsewhere"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE tickets ALTER COLUMN number DROP DEFAULT")
    op.execute("DROP SEQUENCE ticket_numbers")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
