"""Bring both together"""


revision = "4"
down_revision = ("2", "3")


def upgrade():
    pass


def downgrade():
    pass
