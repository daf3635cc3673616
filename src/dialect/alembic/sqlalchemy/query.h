#pragma once

#include <string>

#include "dialect/alembic/sqlalchemy/fragment.h"

namespace migcheck::alembic {

// sa.select(…) with its methods, union(…), table.select().
bool is_select(const python::Value& value);

// sa.exists(…) with its methods, and the select inside it.
bool is_exists(const python::Value& value);
std::string exists_sql(const python::Value& exists, const Scope& scope);

// The text of a select. `with_labels`: every column gets its name, as in a subquery of FROM.
enum class Labels { where_needed, always };
std::string select_sql(const python::Value& select, const Scope& scope,
                       Labels labels = Labels::where_needed);

// Columns and tables as SELECT and RETURNING write them: "t.a, max(t.b) AS max_1".
std::string columns_sql(const std::vector<python::Value>& columns, const Scope& scope);

// The columns that a select hands out, by which a subquery of it can be addressed.
std::vector<ReferencedColumn> selected_columns(const python::Value& select, const Scope& scope);

}  // namespace migcheck::alembic
