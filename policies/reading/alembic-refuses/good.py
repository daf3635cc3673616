"""Invoices belong to accounts"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_foreign_key(
        "invoices_account_fk",
        "invoices",
        "accounts",
        ["account_id"],
        ["id"],
        postgresql_not_valid=True,
    )


def downgrade():
    op.drop_constraint("invoices_account_fk", "invoices", type_="foreignkey")
