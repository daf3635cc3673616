"""Amounts may be zero"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_constraint("invoices_amount_positive", "invoices", type_="check")
    op.create_check_constraint(
        "invoices_amount_positive", "invoices", "amount >= 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("invoices_amount_positive", "invoices", type_="check")
    op.create_check_constraint("invoices_amount_positive", "invoices", "amount > 0")
