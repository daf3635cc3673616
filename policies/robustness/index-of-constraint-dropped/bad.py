"""References may repeat"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.drop_index("invoices_reference_key", table_name="invoices")


def downgrade():
    op.create_unique_constraint("invoices_reference_key", "invoices", ["reference"])
