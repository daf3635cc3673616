"""States"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("parcel_states", sa.Column("name", sa.Text(), primary_key=True))


def downgrade():
    op.drop_table("parcel_states")
