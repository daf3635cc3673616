"""Step"""

revision = "second"
down_revision = "first"


def upgrade():
    pass


def downgrade():
    pass
