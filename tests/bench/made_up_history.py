"""A history of Alembic revisions to measure with."""

REVISION = '''"""Step {number}"""

import sqlalchemy as sa
from alembic import op

revision = "{id}"
down_revision = {below}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "depots_{number}",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )
    op.add_column("depots_{number}", sa.Column("opened_on", sa.Date(), nullable=True))
    op.create_index("ix_depots_{number}_name", "depots_{number}", ["name"])


def downgrade():
    op.drop_table("depots_{number}")
'''


def revision_id(number):
    return f"{number * 2654435761 % 2**48:012x}"


def write_revision(folder, number):
    below = repr(revision_id(number - 1)) if number else "None"
    (folder / "versions" / f"{number:06}_step.py").write_text(
        REVISION.format(number=number, id=revision_id(number), below=below))


def write_history(folder, count):
    (folder / "versions").mkdir()
    (folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
    (folder / "env.py").write_text(
        'from alembic import context\n\ncontext.configure(dialect_name="postgresql")\n'
        "with context.begin_transaction():\n    context.run_migrations()\n")
    for number in range(count):
        write_revision(folder, number)
