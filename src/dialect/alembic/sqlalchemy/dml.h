#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/alembic/sqlalchemy/fragment.h"

namespace migcheck::alembic {

// The text of sa.insert(…), sa.update(…), sa.delete(…), table.insert(), … with their methods;
// nothing: the value is none of them. `parameters`, given beside an insert, are its rows; null:
// none are.
std::optional<std::string> dml_sql(const python::Value& value, const python::Value* parameters,
                                   const Scope& scope);

// One INSERT for each row of op.bulk_insert(table, rows).
std::vector<std::string> bulk_insert_sql(const python::Value& table, const python::Value& rows,
                                         const Scope& scope);

}  // namespace migcheck::alembic
