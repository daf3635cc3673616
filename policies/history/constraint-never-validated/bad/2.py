"""A depot has a size"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint(
        "depots_size_positive", "depots", "size > 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("depots_size_positive", "depots")
