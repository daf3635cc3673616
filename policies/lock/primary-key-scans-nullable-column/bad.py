"""Invoices get a primary key"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("CREATE UNIQUE INDEX CONCURRENTLY invoices_pkey ON invoices (order_id, number)")
    op.execute("ALTER TABLE invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY USING INDEX invoices_pkey")


def downgrade():
    op.drop_constraint("invoices_pkey", "invoices", type_="primary")
    op.alter_column("invoices", "order_id", nullable=True)
