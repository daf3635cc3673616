"""Creation has a zone"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "created_at", type_=sa.DateTime(timezone=True))


def downgrade():
    op.alter_column("accounts", "created_at", type_=sa.DateTime())
