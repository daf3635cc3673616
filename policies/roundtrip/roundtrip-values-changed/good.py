"""Emails have a form in lower case"""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("accounts", sa.Column("email_folded", sa.Text()))
    op.execute("UPDATE accounts SET email_folded = lower(email)")


def downgrade():
    op.drop_column("accounts", "email_folded")
