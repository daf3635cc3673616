"""Names of depots are short"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("depots", "name", type_=sa.String(20))


def downgrade():
    op.alter_column("depots", "name", type_=sa.Text())
