"""States"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    sa.Enum("packed", "sent", name="parcel_state").create(op.get_bind())


def downgrade():
    op.execute("DROP TYPE parcel_state")
