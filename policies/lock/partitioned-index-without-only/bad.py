"""Find readings by value"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_index("readings_value_idx", "readings", ["value"])


def downgrade():
    op.drop_index("readings_value_idx", table_name="readings")
