"""Step"""

revision = "second"
down_revision = "frist"


def upgrade():
    pass


def downgrade():
    pass
