"""A step that needs more"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("GRANT SELECT ON accounts TO nobody_knows")


def downgrade():
    pass
