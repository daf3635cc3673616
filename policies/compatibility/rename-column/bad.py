"""Notes are remarks"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.alter_column("orders", "note", new_column_name="remark")


def downgrade():
    op.alter_column("orders", "remark", new_column_name="note")
