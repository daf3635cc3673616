"""empty message

Revision ID: 2
Revises: 1
"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("UPDATE accounts SET status = 'closed' WHERE id = 17")


def downgrade():
    pass
