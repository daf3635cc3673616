"""References may repeat"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_constraint("invoices_reference_key", "invoices", type_="unique")


def downgrade():
    op.create_unique_constraint("invoices_reference_key", "invoices", ["reference"])
