"""Names of depots are short"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("UPDATE depots SET name = left(name, 20) WHERE length(name) > 20")
    op.alter_column("depots", "name", type_=sa.String(20))


def downgrade():
    op.alter_column("depots", "name", type_=sa.Text())
