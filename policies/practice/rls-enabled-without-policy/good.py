"""Notes"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("author", sa.Text()),
    )
    op.execute("CREATE POLICY own_notes ON notes USING (author = current_user)")
    op.execute("ALTER TABLE notes ENABLE ROW LEVEL SECURITY")


def downgrade():
    op.drop_table("notes")
