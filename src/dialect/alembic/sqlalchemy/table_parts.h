#pragma once

#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

// The column of that name, or null.
Column* find_column(Table& table, const Name& name);

// The column that becomes a SERIAL, or null.
// Source: SQLAlchemy's PrimaryKeyConstraint._autoincrement_column.
const Column* autoincrement_column(const Table& table);

// Adds the key of the columns' own flags, unless there is an explicit one, and puts it first.
void complete_key(Table& table);

// An autoincrementing column comes first in a key of the columns' own flags.
void order_implicit_key(Table& table);

}  // namespace migcheck::alembic
