"""Reading"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("GRANT SELECT ON orders TO PUBLIC")


def downgrade():
    raise NotImplementedError("privileges are taken away by hand")
