"""Orders have a note or a total"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint(
        "orders_noted",
        "orders",
        "note IS NOT NULL OR total IS NOT NULL",
        postgresql_not_valid=True,
    )


def downgrade():
    op.drop_constraint("orders_noted", "orders")
