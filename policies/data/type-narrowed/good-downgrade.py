"""Names are long"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "name", type_=sa.String(80), existing_type=sa.String(50))


def downgrade():
    op.alter_column("accounts", "name", type_=sa.String(50), existing_type=sa.String(80))
