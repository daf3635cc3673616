"""Clicks are archived"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE events DETACH PARTITION events_click CONCURRENTLY")


def downgrade():
    op.execute("ALTER TABLE events ATTACH PARTITION events_click FOR VALUES IN ('click')")
