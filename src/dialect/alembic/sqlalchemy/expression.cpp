#include "dialect/alembic/sqlalchemy/expression.h"

#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/literal.h"

namespace migcheck::alembic {

using python::Value;

namespace {

Scope ddl_scope(std::string_view label, const LoweringOptions& options) {
  Scope scope{options, std::string(label)};
  scope.columns = Scope::Columns::bare;
  scope.binds = Scope::Binds::null;
  return scope;
}

}  // namespace

std::string server_default_sql(const Value& value, std::string_view label,
                               const LoweringOptions& options) {
  const auto* text = python::plain_value(value).as<std::string>();
  if (text) return text_literal(*text, options);
  if (construct_name(value) == "DefaultClause") {
    const Arguments arguments(call_arguments(value), {"sa.DefaultClause", "arg for_update"});
    return server_default_sql(arguments.at("arg"), label, options);
  }
  if (!value.external()) refuse_value(value, label, "a string or an expression");
  const Scope scope = ddl_scope(label, options);
  return render(build(value, scope), scope);
}

std::string ddl_expression_sql(const Value& value, std::string_view label,
                               const LoweringOptions& options) {
  const Scope scope = ddl_scope(label, options);
  if (const auto* text = value.as<std::string>()) return text_sql(*text, {}, scope);
  return render(build(value, scope), scope);
}

namespace {

struct Element {
  Fragment fragment;
  IndexElement element;  // without parentheses
};

Element lower_element(const Value& value, std::string_view label, const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  if (value.as<std::string>() || construct == "quoted_name" || construct == "f") {
    const Name name = as_name(value, label);
    return {{}, {quote(name), name.text, true}};
  }
  const Scope scope = ddl_scope(label, options);
  Fragment fragment = build(value, scope);
  IndexElement element{render(fragment, scope), "", fragment.kind == Fragment::Kind::column};
  if (element.is_column || (fragment.is_label && fragment.order.empty())) {
    element.key = fragment.key;
  } else if (fragment.kind == Fragment::Kind::text) {  // Alembic makes a column of that name
    element.key = element.sql;
    element.is_column = true;
  }
  return {std::move(fragment), std::move(element)};
}

}  // namespace

// Modifiers of the order, functions and columns stand as they are; operations in parentheses.
IndexElement index_element(const Value& value, std::string_view label,
                           const LoweringOptions& options) {
  auto [fragment, element] = lower_element(value, label, options);
  const bool is_order = fragment.op && fragment.op->precedence == 3 && !fragment.op->associative;
  if (fragment.op && !is_order) element.sql = "(" + element.sql + ")";
  return element;
}

IndexElement exclusion_element(const Value& value, std::string_view label,
                               const LoweringOptions& options) {
  return lower_element(value, label, options).element;
}

}  // namespace migcheck::alembic
