"""The first roles"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    roles = op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text()),
    )
    op.bulk_insert(roles, [{"name": "admin"}, {"name": "guest"}])


def downgrade():
    op.drop_table("roles")
