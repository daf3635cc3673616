"""Places"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE places (id bigint PRIMARY KEY, shape geometry(Point, 4326))")
    op.create_index("places_shape_idx", "places", ["shape"])


def downgrade():
    op.drop_table("places")
