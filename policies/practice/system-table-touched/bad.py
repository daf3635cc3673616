"""Less"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_table("spatial_ref_sys")


def downgrade():
    raise NotImplementedError("it was not ours")
