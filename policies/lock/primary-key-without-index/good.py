"""Give the log a key"""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "audit_log_pkey", "audit_log", ["id"], unique=True, postgresql_concurrently=True
        )
    op.execute(
        "ALTER TABLE audit_log ADD CONSTRAINT audit_log_pkey "
        "PRIMARY KEY USING INDEX audit_log_pkey"
    )


def downgrade():
    op.drop_constraint("audit_log_pkey", "audit_log")
