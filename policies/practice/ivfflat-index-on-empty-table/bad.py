"""Passages"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    op.execute("CREATE TABLE passages (id bigint PRIMARY KEY, meaning vector(384))")
    op.create_index(
        "passages_meaning_idx",
        "passages",
        ["meaning"],
        postgresql_using="ivfflat",
        postgresql_with={"lists": 100},
        postgresql_ops={"meaning": "vector_cosine_ops"},
    )


def downgrade():
    op.drop_table("passages")
