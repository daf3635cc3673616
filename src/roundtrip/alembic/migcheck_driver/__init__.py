"""The Python side of the engine alembic."""
