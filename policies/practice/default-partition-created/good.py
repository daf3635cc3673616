"""Keep payments"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        postgresql_partition_by="LIST (kind)",
    )
    op.execute("CREATE TABLE payments_part PARTITION OF payments FOR VALUES IN ('card')")


def downgrade():
    op.drop_table("payments")
