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
        postgresql_using="hnsw",
        postgresql_with={"m": 16, "ef_construction": 128},
        postgresql_ops={"meaning": "vector_cosine_ops"},
    )


def downgrade():
    op.drop_table("passages")
