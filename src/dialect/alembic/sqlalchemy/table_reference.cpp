#include "dialect/alembic/sqlalchemy/table_reference.h"

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Others = Signature::Others;
using Rest = Signature::Rest;

namespace {

// A type that is not known counts only where a value of it is written.
TypePtr lenient_type(const Value& value, const LoweringOptions& options) {
  try {
    return lower_type(value, "the type of a column", options);
  } catch (const Refusal&) {
    return null_type();
  }
}

ReferencedColumn lower_referenced_column(const Value& value, const LoweringOptions& options) {
  const Arguments arguments(call_arguments(value),
                            {"sa.column", "",
                             "name text type_ key primary_key default insert_default "
                             "onupdate",
                             Others::ignored, Rest::collected});
  std::size_t next = 0;
  const std::string_view named = arguments.has("name")   ? "name"
                                 : arguments.has("text") ? "text"
                                                         : "";
  ReferencedColumn column;
  if (named.empty() && arguments.rest().empty()) refuse("a column has no name");
  column.name = named.empty() ? as_name(arguments.rest()[next++], "the name of a column")
                              : arguments.name(named);
  column.key = arguments.optional_text("key").value_or(column.name.text);
  column.type = null_type();
  if (arguments.has("type_")) {
    column.type = lenient_type(arguments.at("type_"), options);
  } else if (next < arguments.rest().size() && !is_schema_item(arguments.rest()[next])) {
    column.type = lenient_type(arguments.rest()[next], options);
  }
  column.primary_key = arguments.flag("primary_key");
  column.has_default = arguments.has("default") || arguments.has("insert_default");
  for (const Value& item : arguments.rest()) column.has_default |= is_sequence(item);
  column.has_onupdate = arguments.has("onupdate");
  return column;
}

TableReferencePtr lower_declaration(const Value& value, const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  const bool has_metadata = construct == "Table";
  const Arguments arguments(call_arguments(value),
                            {construct, has_metadata ? "name metadata" : "table_name",
                             "schema name", Others::ignored, Rest::collected});
  auto table = std::make_shared<TableReference>();
  table->name = arguments.name(arguments.find("name") ? "name" : "table_name");
  table->schema = arguments.optional_name("schema");
  if (has_metadata && !arguments.find("schema")) {
    table->schema = metadata_schema(arguments.find("metadata"));
  }
  table->is_schema_item = construct != "table";
  for (const Value& item : arguments.rest()) {
    if (item.is_unknown())
      refuse_value(item, "a column of table '" + table->name.text + "'", "a column");
    const std::string_view name = construct_name(item);
    if (name == "Column" || name == "column") {
      table->columns.push_back(lower_referenced_column(item, options));
    }
  }
  return table;
}

// table.alias("x"), select.subquery("x"), select.alias("x")
TableReferencePtr lower_alias(const Value& of, std::span<const python::Argument> given,
                              const LoweringOptions& options) {
  const Arguments arguments(given, {"alias", "name", "flat"});
  if (!arguments.has("name")) refuse("an alias or subquery without a name of its own is not read");
  auto alias = std::make_shared<TableReference>();
  if (is_select(of)) {
    const Scope scope{options, "a subquery"};
    alias->query = select_sql(of, scope, Labels::always);
    alias->columns = selected_columns(of, scope);
  } else if (const TableReferencePtr table = lower_table_reference(of, options)) {
    *alias = *table;
  } else {
    return nullptr;
  }
  alias->alias = arguments.name("name");
  return alias;
}

}  // namespace

std::optional<Name> metadata_schema(const Value* metadata) {
  if (!metadata || construct_name(*metadata) != "MetaData") return {};
  return Arguments(call_arguments(*metadata), {"sa.MetaData", "schema", "", Others::ignored})
      .optional_name("schema");
}

std::string TableReference::qualifier() const {
  return alias ? quote(*alias) : quote_qualified(schema, name);
}

std::string TableReference::from_sql() const {
  const std::string sql = query.empty() ? quote_qualified(schema, name) : "(" + query + ")";
  return alias ? sql + " AS " + quote(*alias) : sql;
}

const ReferencedColumn* TableReference::find(std::string_view key) const {
  for (const ReferencedColumn& column : columns) {
    if (column.key == key) return &column;
  }
  return nullptr;
}

TableReferencePtr lower_table_reference(const Value& value, const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  if (construct == "table" || construct == "Table" || construct == "create_table") {
    return call_arguments(value).empty() ? nullptr : lower_declaration(value, options);
  }
  if (construct == "alias" && !call_arguments(value).empty()) {  // sa.alias(table, "x")
    const auto arguments = call_arguments(value);
    return lower_alias(arguments.front().value, arguments.subspan(1), options);
  }
  const External* call = value.external();
  if (!call || call->kind != External::Kind::call || call->operands.empty()) return nullptr;
  const External* callee = call->operands.front().external();
  if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) {
    return nullptr;
  }
  if (callee->path != "alias" && callee->path != "subquery") return nullptr;
  return lower_alias(callee->operands.front(), call->arguments, options);
}

}  // namespace migcheck::alembic
