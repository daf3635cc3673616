"""Orders of several pieces"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("orders", sa.Column("pieces", sa.Integer()))
    op.create_check_constraint(
        "pieces_positive", "orders", "pieces > 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_column("orders", "pieces")
