"""No more tempers"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("DROP TYPE temper")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
