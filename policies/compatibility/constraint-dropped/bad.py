"""Amounts may be negative"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_constraint("invoices_amount_positive", "invoices", type_="check")


def downgrade():
    op.create_check_constraint("invoices_amount_positive", "invoices", "amount > 0")
