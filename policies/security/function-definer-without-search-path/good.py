"""Counting"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        """
        CREATE FUNCTION count_orders() RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = ''
        AS $$ SELECT count(*) FROM public.orders $$
        """
    )


def downgrade():
    op.execute("DROP FUNCTION count_orders()")
