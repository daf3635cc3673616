"""Sensors are not searched"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("readings_sensor_idx", table_name="readings", postgresql_concurrently=True)


def downgrade():
    op.create_index("readings_sensor_idx", "readings", ["sensor"])
