#include "dialect/alembic/op/schema_items.h"

#include <algorithm>

#include "dialect/alembic/op/role.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

Statements drop_table_statements(const Table& table) {
  Statements statements = {"DROP TABLE " + table.sql_name()};
  Statements types;
  for (const Column& column : table.columns) {
    if (!column.type->named || !column.type->named->create_with_table) continue;
    const std::string sql = drop_type_sql(*column.type->named, table.schema);
    if (std::find(types.begin(), types.end(), sql) == types.end()) types.push_back(sql);
  }
  statements.insert(statements.end(), types.begin(), types.end());
  return statements;
}

Statements type_statements(const Value& item, bool create, const LoweringOptions& options) {
  const TypePtr type = lower_type(item, "the type", options);
  if (!type->named) return {};
  return {create ? create_type_sql(*type->named, {}, options) : drop_type_sql(*type->named, {})};
}

}  // namespace

std::optional<Statements> schema_item_statements(const Value& item, std::string_view method,
                                                 const External& /*call*/,
                                                 const Lowering& lowering) {
  if (method != "create" && method != "drop") return {};
  const bool create = method == "create";
  const std::string_view construct = construct_name(item);
  if (construct == "Enum" || construct == "ENUM" || construct == "DOMAIN") {
    return type_statements(item, create, lowering.options);
  }
  if (construct == "Table" || construct == "create_table") {
    const Table table = lower_table(item, lowering.options);
    std::vector<std::string> created_types;
    return create ? create_table_statements(table, created_types, lowering.options)
                  : drop_table_statements(table);
  }
  return {};
}

bool is_autocommit_block(const External& manager) {
  if (manager.kind != External::Kind::call || manager.operands.empty()) return false;
  const External* callee = manager.operands.front().external();
  return callee && callee->kind == External::Kind::attribute &&
         callee->path == "autocommit_block" && !callee->operands.empty() &&
         role_of(callee->operands.front()) == Role::migration_context;
}

}  // namespace migcheck::alembic
