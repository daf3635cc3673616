"""Readings of 2024 are archived"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE readings DETACH PARTITION readings_2024 CONCURRENTLY")


def downgrade():
    op.execute(
        "ALTER TABLE readings ATTACH PARTITION readings_2024"
        " FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
    )
