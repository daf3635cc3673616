"""Some are calm"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'calm'")
    op.execute("UPDATE people SET feeling = 'calm' WHERE id = 1")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
