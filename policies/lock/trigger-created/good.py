"""Keep carriers"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table("carriers", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.execute(
        "CREATE TRIGGER carriers_touch BEFORE UPDATE ON carriers"
        " FOR EACH ROW EXECUTE FUNCTION touch()"
    )


def downgrade():
    op.drop_table("carriers")
