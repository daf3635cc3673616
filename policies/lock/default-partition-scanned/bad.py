"""Orders are events"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE events_order PARTITION OF events FOR VALUES IN ('order')")


def downgrade():
    op.drop_table("events_order")
