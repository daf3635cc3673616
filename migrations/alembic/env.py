"""Runs the parcel service's migrations against the database named by PARCELS_DATABASE_URL."""

import os

import sqlalchemy as sa
from alembic import context

if context.is_offline_mode():
    context.configure(dialect_name="postgresql")
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = sa.create_engine(os.environ["PARCELS_DATABASE_URL"])
    with engine.connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
