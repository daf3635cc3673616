"""Step"""

revision = "3"
down_revision = "2"


def upgrade():
    pass


def downgrade():
    pass
