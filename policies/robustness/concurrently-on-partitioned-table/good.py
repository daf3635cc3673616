"""Find readings by value"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE INDEX readings_value_idx ON ONLY readings (value)")
    with op.get_context().autocommit_block():
        op.create_index(
            "readings_2024_value_idx", "readings_2024", ["value"], postgresql_concurrently=True
        )
    op.execute("ALTER INDEX readings_value_idx ATTACH PARTITION readings_2024_value_idx")


def downgrade():
    op.drop_index("readings_value_idx", table_name="readings")
