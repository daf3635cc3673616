"""Readings of 2025"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        "ALTER TABLE readings ATTACH PARTITION readings_2025"
        " FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
    )


def downgrade():
    op.execute("ALTER TABLE readings DETACH PARTITION readings_2025")
    op.execute("DROP INDEX readings_2025_sensor_idx")
