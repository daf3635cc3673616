#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/sqlalchemy/index.h"
#include "dialect/alembic/sqlalchemy/naming_convention.h"

namespace migcheck::alembic {

using python::Value;

namespace {

// A string where the columns should be is the list of its characters, as in Python.
std::vector<Value> index_columns(const Arguments& arguments) {
  const Value& columns = arguments.at("columns");
  const auto* text = columns.as<std::string>();
  if (!text) return as_list(columns, arguments.label("columns"));
  std::vector<Value> characters;
  for (const char c : *text) characters.push_back({std::string(1, c), columns.span});
  return characters;
}

void apply_quote(const Arguments& arguments, Index& index) {
  const auto always = arguments.optional_flag("quote");
  if (!always || !index.name) return;
  index.name->quoting = *always ? Name::Quoting::always : Name::Quoting::never;
}

}  // namespace

Statements create_index(const Arguments& arguments, const Lowering& lowering) {
  Index index;
  index.name = arguments.optional_name("index_name");
  apply_quote(arguments, index);
  read_index(arguments, index_columns(arguments), lowering.options, index);
  const NamedTable table{arguments.optional_name("schema"), arguments.name("table_name")};
  return {create_index_sql(index, final_name(index, table, lowering.options.naming_convention),
                           quote_qualified(table.schema, table.name),
                           arguments.flag("if_not_exists") ? IfExists::yes : IfExists::no)};
}

Statements drop_index(const Arguments& arguments, const Lowering& lowering) {
  Index index;
  index.name = arguments.optional_name("index_name");
  index.elements.push_back({"x", "x", true});  // Alembic's own placeholder, for a generated name
  apply_quote(arguments, index);
  const NamedTable table{arguments.optional_name("schema"),
                         arguments.optional_name("table_name").value_or(Name{"no_table"})};
  std::string sql = "DROP INDEX ";
  if (arguments.flag("postgresql_concurrently")) sql += "CONCURRENTLY ";
  if (arguments.flag("if_exists")) sql += "IF EXISTS ";
  if (table.schema && !table.schema->text.empty()) sql += quote(*table.schema) + ".";
  return {sql + quote_limited(final_name(index, table, lowering.options.naming_convention))};
}

}  // namespace migcheck::alembic
