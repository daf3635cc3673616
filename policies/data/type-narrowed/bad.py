"""Names are short"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("people", "name", type_=sa.String(20), existing_type=sa.Text())


def downgrade():
    op.alter_column("people", "name", type_=sa.Text(), existing_type=sa.String(20))
