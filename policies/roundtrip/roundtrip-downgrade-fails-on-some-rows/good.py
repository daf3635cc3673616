"""Names tell the address"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("accounts", "name", type_=sa.Text())
    op.execute("UPDATE accounts SET name = name || ' <' || email || '>'")


def downgrade():
    op.execute("UPDATE accounts SET name = replace(name, ' <' || email || '>', '')")
    op.alter_column("accounts", "name", type_=sa.String(50))
