"""Labels

Revision ID: 9f3a
Revises: 8f3a
Create Date: 2024-03-04 10:20:30.405060

"""

import sqlalchemy as sa
from alembic import op

revision = "9f3a"
down_revision = "8f3a"


def upgrade():
    op.create_table("labels", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade():
    op.drop_table("labels")
