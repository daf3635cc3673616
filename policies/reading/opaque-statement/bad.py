"""Take the name from the database"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    name = op.get_bind().execute(sa.text("SELECT name FROM accounts")).scalar()
    op.execute("COMMENT ON TABLE accounts IS '" + name + "'")


def downgrade():
    pass
