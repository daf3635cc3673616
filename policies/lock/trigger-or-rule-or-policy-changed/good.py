"""Keep carriers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("carriers", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.execute("ALTER TABLE carriers ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY carriers_all ON carriers USING (true)")


def downgrade():
    op.drop_table("carriers")
