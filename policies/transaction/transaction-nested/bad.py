"""Parcels"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("BEGIN")
    op.execute("CREATE TABLE parcels (id bigint)")
    op.execute("COMMIT")


def downgrade():
    op.drop_table("parcels")
