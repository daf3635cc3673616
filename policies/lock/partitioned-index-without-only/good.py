"""Find readings by value"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE INDEX readings_value_idx ON ONLY readings (value)")


def downgrade():
    op.drop_index("readings_value_idx", table_name="readings")
