"""An invoice has one number"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_exclude_constraint("invoices_number_once", "invoices", ("number", "="), using="btree")


def downgrade():
    op.drop_constraint("invoices_number_once", "invoices")
