"""Shop"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("GRANT ALL PRIVILEGES ON orders TO shop")


def downgrade():
    raise NotImplementedError("privileges are taken away by hand")
