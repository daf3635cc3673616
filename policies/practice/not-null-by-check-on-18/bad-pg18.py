"""Every order has a note"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_check_constraint(
        "orders_note_not_null", "orders", "note IS NOT NULL", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("orders_note_not_null", "orders")
