"""Orders move"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("ALTER TABLE orders SET TABLESPACE archive")


def downgrade():
    op.execute("ALTER TABLE orders SET TABLESPACE pg_default")
