"""Notes are compressed with lz4"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN note SET COMPRESSION lz4")


def downgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN note SET COMPRESSION pglz")
