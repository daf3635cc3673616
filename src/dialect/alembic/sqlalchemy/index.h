#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/expression.h"

namespace migcheck::alembic {

// An index, its expressions already SQL.
struct Index {
  std::optional<Name> name;
  std::vector<IndexElement> elements;
  bool unique = false;
  bool concurrently = false;
  std::string method;  // USING, in lower case; may be empty
  std::vector<Name> include;
  std::optional<bool> nulls_not_distinct;
  std::vector<std::string> storage;  // "fillfactor = 50"
  std::optional<Name> tablespace;
  std::string where;  // may be empty
};

// The keywords of PostgreSQL's options, for a Signature.
inline constexpr std::string_view index_keywords =
    "unique quote info postgresql_using postgresql_ops postgresql_where postgresql_with "
    "postgresql_include postgresql_concurrently postgresql_tablespace "
    "postgresql_nulls_not_distinct";

// Fills in the options (unique, postgresql_…) and the columns.
void read_index(const Arguments& arguments, const std::vector<python::Value>& columns,
                const LoweringOptions& options, Index& index);

// sa.Index("name", "column", …).
Index lower_index(const python::Value& value, const LoweringOptions& options);

enum class IfExists { no, yes };

// Source: SQLAlchemy's PGDDLCompiler.visit_create_index. `name` is the final one.
std::string create_index_sql(const Index& index, const Name& name, const std::string& table,
                             IfExists if_not_exists);

}  // namespace migcheck::alembic
