#include "dialect/alembic/sqlalchemy/expression.h"

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

namespace migcheck::alembic {

using python::Value;

namespace {

std::string ddl_text(std::string_view text) {
  return expand_text(text, [](const std::string&) { return std::string("NULL"); });
}

std::string expression_sql(const Value& value, std::string_view label,
                           const LoweringOptions& options);

std::string function_sql(const python::External& call, std::string_view label,
                         const LoweringOptions& options) {
  std::vector<std::string> parts;
  for (const python::Argument& argument : call.arguments) {
    parts.push_back(expression_sql(argument.value, label, options));
  }
  const std::string name(call.last_name());
  if (name == "current_timestamp" && parts.empty()) return "CURRENT_TIMESTAMP";
  return name + "(" + join(parts, ", ") + ")";
}

std::string expression_sql(const Value& value, std::string_view label,
                           const LoweringOptions& options) {
  const python::External* external = value.external();
  if (!external) return literal_sql(value, *null_type(), label, options);
  const std::string_view construct = construct_name(value);
  const auto arguments = call_arguments(value);
  if (construct == "true" || construct == "false" || construct == "null") {
    return construct == "null" ? "NULL" : std::string(construct);
  }
  if (construct == "text" && !arguments.empty())
    return ddl_text(as_text(arguments[0].value, label));
  if (construct == "literal_column" && !arguments.empty())
    return as_text(arguments[0].value, label);
  if ((construct == "column" || construct == "Column") && !arguments.empty()) {
    return quote(as_name(arguments[0].value, label));
  }
  if (construct == "desc" && !arguments.empty()) {
    return index_element(arguments[0].value, label, options).sql + " DESC";
  }
  const std::string dotted = external->dotted_name();
  if (external->kind == python::External::Kind::call &&
      dotted.find(".func.") != std::string::npos) {
    return function_sql(*external, label, options);
  }
  refuse_value(value, label, "an expression");
}

}  // namespace

std::string server_default_sql(const Value& value, std::string_view label,
                               const LoweringOptions& options) {
  if (const auto* text = value.as<std::string>()) return text_literal(*text, options);
  if (!value.external()) refuse_value(value, label, "a string or an expression");
  return expression_sql(value, label, options);
}

std::string ddl_expression_sql(const Value& value, std::string_view label,
                               const LoweringOptions& options) {
  if (const auto* text = value.as<std::string>()) return ddl_text(*text);
  return expression_sql(value, label, options);
}

IndexElement index_element(const Value& value, std::string_view label,
                           const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  if (value.as<std::string>() || construct == "quoted_name") {
    const Name name = as_name(value, label);
    return {quote(name), name.text, true};
  }
  IndexElement element{expression_sql(value, label, options), {}, false};
  if (construct == "column" || construct == "Column") {
    element.key = as_text(call_arguments(value).front().value, label);
    element.is_column = true;
  }
  return element;
}

}  // namespace migcheck::alembic
