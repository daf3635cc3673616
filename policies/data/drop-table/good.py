"""Add refunds"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("refunds", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("refunds")
