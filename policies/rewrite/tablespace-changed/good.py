"""The index moves"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("REINDEX (TABLESPACE archive) INDEX CONCURRENTLY orders_placed_at_idx")


def downgrade():
    with op.get_context().autocommit_block():
        op.execute("REINDEX (TABLESPACE pg_default) INDEX CONCURRENTLY orders_placed_at_idx")
