"""Nicknames"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    for name in ["accounts", "orders", "audit_log", "couriers", "vans"]:
        op.add_column(name, sa.Column("nickname", sa.Text()))


def downgrade():
    for name in ["accounts", "orders", "audit_log", "couriers", "vans"]:
        op.drop_column(name, "nickname")
