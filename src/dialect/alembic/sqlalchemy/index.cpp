#include "dialect/alembic/sqlalchemy/index.h"

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;

namespace {

// Python's str() of an option.
std::string option_text(const Value& value, std::string_view label) {
  if (const auto* flag = value.as<bool>()) return *flag ? "True" : "False";
  if (const auto number = number_text(value)) return *number;
  return as_text(value, label);
}

// A dict of options as pairs of text.
std::vector<std::pair<std::string, std::string>> text_pairs(const Arguments& arguments,
                                                            std::string_view parameter) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!arguments.has(parameter)) return pairs;
  const python::Dict* dict = arguments.at(parameter).dict();
  const std::string label = arguments.label(parameter);
  if (!dict) refuse_value(arguments.at(parameter), label, "a dict");
  for (const auto& [key, value] : dict->items) {
    pairs.emplace_back(as_text(key, label), option_text(value, label));
  }
  return pairs;
}

// False is as good as nothing.
std::string method_of(const Arguments& arguments) {
  const Value* method = arguments.find("postgresql_using");
  if (method && method->as<bool>()) return {};
  return to_lower(arguments.optional_text("postgresql_using").value_or(""));
}

std::string elements_sql(const Index& index) {
  std::vector<std::string> parts;
  for (const IndexElement& element : index.elements) parts.push_back(element.sql);
  return join(parts, ", ");
}

std::string include_sql(const Index& index) {
  if (index.include.empty()) return {};
  std::vector<std::string> parts;
  for (const Name& column : index.include) parts.push_back(quote(column));
  return " INCLUDE (" + join(parts, ", ") + ")";
}

}  // namespace

void read_index(const Arguments& arguments, const std::vector<Value>& columns,
                const LoweringOptions& options, Index& index) {
  const auto operator_classes = text_pairs(arguments, "postgresql_ops");
  for (const Value& column : columns) {
    IndexElement element = index_element(column, "a column of an index", options);
    for (const auto& [key, operator_class] : operator_classes) {
      if (key == element.key) element.sql += " " + operator_class;
    }
    index.elements.push_back(std::move(element));
  }
  index.unique = arguments.flag("unique");
  index.concurrently = arguments.flag("postgresql_concurrently");
  index.method = method_of(arguments);
  if (arguments.has("postgresql_include")) {
    index.include =
        column_names(arguments.at("postgresql_include"), arguments.label("postgresql_include"));
  }
  index.nulls_not_distinct = arguments.optional_flag("postgresql_nulls_not_distinct");
  for (const auto& [key, value] : text_pairs(arguments, "postgresql_with")) {
    index.storage.push_back(key + " = " + value);
  }
  index.tablespace = arguments.optional_name("postgresql_tablespace");
  if (arguments.has("postgresql_where")) {
    index.where = ddl_expression_sql(arguments.at("postgresql_where"),
                                     arguments.label("postgresql_where"), options);
  }
}

Index lower_index(const Value& value, const LoweringOptions& options) {
  const Arguments arguments(
      call_arguments(value),
      {"Index", "name", index_keywords, Signature::Others::dialect, Signature::Rest::collected});
  Index index;
  index.name = arguments.optional_name("name");
  read_index(arguments, arguments.rest(), options, index);
  return index;
}

std::string create_index_sql(const Index& index, const Name& name, const std::string& table,
                             IfExists if_not_exists) {
  std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  if (index.concurrently) sql += "CONCURRENTLY ";
  if (if_not_exists == IfExists::yes) sql += "IF NOT EXISTS ";
  sql += quote_limited(name) + " ON " + table + " ";
  if (!index.method.empty()) sql += "USING " + index.method + " ";
  sql += "(" + elements_sql(index) + ")" + include_sql(index);
  if (index.nulls_not_distinct) {
    sql += *index.nulls_not_distinct ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
  }
  if (!index.storage.empty()) sql += " WITH (" + join(index.storage, ", ") + ")";
  if (index.tablespace) sql += " TABLESPACE " + quote(*index.tablespace);
  if (!index.where.empty()) sql += " WHERE " + index.where;
  return sql;
}

}  // namespace migcheck::alembic
