#include "dialect/alembic/sqlalchemy/table_reference.h"

#include "dialect/alembic/sqlalchemy/arguments.h"

namespace migcheck::alembic {

std::string TableReference::qualifier() const {
  return alias ? quote(*alias) : quote_qualified(schema, name);
}

std::string TableReference::from_sql() const {
  const std::string sql = quote_qualified(schema, name);
  return alias ? sql + " AS " + quote(*alias) : sql;
}

const ReferencedColumn* TableReference::find(std::string_view key) const {
  for (const ReferencedColumn& column : columns) {
    if (column.key == key) return &column;
  }
  return nullptr;
}

TableReferencePtr lower_table_reference(const python::Value& /*value*/,
                                        const LoweringOptions& /*options*/) {
  return nullptr;
}

}  // namespace migcheck::alembic
