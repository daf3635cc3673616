"""Drop the log"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_table("audit_log")


def downgrade():
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Boolean()),
        sa.CheckConstraint("checked IS NOT NULL", name="audit_log_checked"),
    )
