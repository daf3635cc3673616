"""Berths have a third state

The first revision gives the enum its states from the application, which cannot be read.
"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TYPE berth_state ADD VALUE 'closed'")


def downgrade():
    op.execute("ALTER TABLE berths ALTER COLUMN state TYPE text")
    op.execute("DROP TYPE berth_state")
    op.execute("CREATE TYPE berth_state AS ENUM ('free', 'taken')")
    op.execute("ALTER TABLE berths ALTER COLUMN state TYPE berth_state USING state::berth_state")
