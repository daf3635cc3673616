"""Count notes"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute(
        "CREATE MATERIALIZED VIEW note_counts AS SELECT note, count(*) FROM orders GROUP BY note"
        " WITH NO DATA"
    )


def downgrade():
    op.execute("DROP MATERIALIZED VIEW note_counts")
