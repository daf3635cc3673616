"""Larger bills are large"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("VACUUM orders")
        op.execute("DROP VIEW large_unpaid_bills")
        op.execute(
            "CREATE VIEW large_unpaid_bills AS SELECT id FROM unpaid_bills WHERE amount > 5000"
        )


def downgrade():
    op.execute("DROP VIEW large_unpaid_bills")
    op.execute(
        "CREATE VIEW large_unpaid_bills AS "
        "SELECT id, amount FROM unpaid_bills WHERE amount > 1000"
    )
