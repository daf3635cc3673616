"""Index the scans of a depot, without blocking the scanners

Revision ID: c07b64e1f9a2
Revises: 8a52c9d417f0
Create Date: 2026-02-09 11:05:17

"""

from alembic import op

revision = "c07b64e1f9a2"
down_revision = "8a52c9d417f0"
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_scans_depot_id",
            "scans",
            ["depot_id", "scanned_at"],
            postgresql_concurrently=True,
        )


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_scans_depot_id", "scans", postgresql_concurrently=True)
