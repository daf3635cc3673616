"""Readings of 2026"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE readings_2026 (LIKE readings INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
    op.execute(
        "ALTER TABLE readings ATTACH PARTITION readings_2026"
        " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
    )


def downgrade():
    op.drop_table("readings_2026")
