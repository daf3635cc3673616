"""Step"""

revision = "2"
down_revision = "3"


def upgrade():
    pass


def downgrade():
    pass
