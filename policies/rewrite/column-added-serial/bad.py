"""Number the log"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("audit_log", sa.Column("number", sa.BigInteger(), sa.Identity()))


def downgrade():
    op.drop_column("audit_log", "number")
