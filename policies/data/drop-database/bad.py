"""Drop the reporting database"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("DROP DATABASE reporting")


def downgrade():
    raise NotImplementedError("what is gone cannot be brought back")
