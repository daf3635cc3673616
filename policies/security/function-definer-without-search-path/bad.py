"""Counting"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        """
        CREATE FUNCTION count_orders() RETURNS bigint
        LANGUAGE sql SECURITY DEFINER
        AS $$ SELECT count(*) FROM orders $$
        """
    )


def downgrade():
    op.execute("DROP FUNCTION count_orders()")
