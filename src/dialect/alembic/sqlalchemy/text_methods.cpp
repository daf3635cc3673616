#include "core/text.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/method_call.h"

namespace migcheck::alembic {

namespace {

// What startswith() and its relatives are: LIKE, but grouped wherever something is around it.
// Source: they are missing in _PRECEDENCE of SQLAlchemy's sql/operators.py.
Operator pattern_operator(std::string_view op) {
  Operator found = find_operator(op);
  found.precedence = lowest_precedence;
  return found;
}

// The text behind ESCAPE; empty: there is none.
std::string escape_of(const Arguments& arguments) {
  std::string escape = arguments.optional_text("escape").value_or("");
  if (escape.empty() && arguments.find("autoescape") && arguments.flag("autoescape")) escape = "/";
  return escape;
}

std::string escape_clause(const std::string& escape, const Scope& scope) {
  return escape.empty() ? "" : " ESCAPE " + text_literal(escape, scope.options);
}

// Source: SQLAlchemy's _escaped_like_impl.
std::string autoescaped(std::string text, const std::string& escape) {
  if (escape != "%" && escape != "_") text = replace_all(std::move(text), escape, escape + escape);
  text = replace_all(std::move(text), "%", escape + "%");
  return replace_all(std::move(text), "_", escape + "_");
}

// The pattern's fixed part.
Fragment pattern_text(const MethodCall& method, const Arguments& arguments,
                      const std::string& escape) {
  const python::Value& other = arguments.at("other");
  if (!arguments.find("autoescape") || !arguments.flag("autoescape")) {
    return build(other, inside_operator(method.scope));
  }
  const auto* text = other.as<std::string>();
  if (!text) alembic_refuses("." + std::string(method.name) + "(autoescape=True) of no string");
  return literal_fragment({autoescaped(*text, escape), other.span});
}

// column LIKE 'before' || pattern || 'after' ESCAPE '…'
Fragment pattern_method(const MethodCall& method, std::string_view before, std::string_view after) {
  const Arguments arguments(method.call.arguments, {method.name, "other", "escape autoescape"});
  const std::string_view op = method.name.starts_with("i") ? "ILIKE" : "LIKE";
  const std::string escape = escape_of(arguments);
  const Fragment left = method.operand();
  const Fragment text = pattern_text(method, arguments, escape);
  std::string pattern = render_below(text, find_operator("||"), *left.type, method.scope);
  if (!before.empty()) pattern = std::string(before) + " || " + pattern;
  if (!after.empty()) pattern += " || " + std::string(after);
  Fragment right;
  right.sql = pattern + escape_clause(escape, method.scope);
  right.tables = text.tables;
  Fragment result = binary(left, op, right, method.scope);
  result.op = pattern_operator(op);
  return result;
}

}  // namespace

Fragment like_method(const MethodCall& method) {
  const bool negated = method.name.starts_with("not");
  const bool any_case = method.name.find("ilike") != std::string_view::npos;
  const std::string_view op =
      any_case ? (negated ? "NOT ILIKE" : "ILIKE") : (negated ? "NOT LIKE" : "LIKE");
  const Arguments arguments(method.call.arguments, {method.name, "other escape"});
  const Fragment left = method.subject();
  const Fragment pattern = build(arguments.at("other"), method.scope);
  Fragment right;
  right.sql = render_below(pattern, find_operator(op), *left.type, method.scope) +
              escape_clause(escape_of(arguments), method.scope);
  right.tables = pattern.tables;
  return binary(left, op, right, method.scope);
}

Fragment contains_method(const MethodCall& method) {
  const Fragment operand = method.operand();
  const auto family = operand.type->family;
  using enum SqlType::Family;
  if (family == json || family == array || family == range || family == hstore) {
    return binary_method(method, "@>");
  }
  return pattern_method(method, "'%'", "'%'");
}

Fragment startswith_method(const MethodCall& method) { return pattern_method(method, "", "'%'"); }

Fragment endswith_method(const MethodCall& method) { return pattern_method(method, "'%'", ""); }

Fragment match_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"match", "other", "postgresql_regconfig"});
  const Fragment left = method.subject();
  const Fragment right = build(arguments.at("other"), method.scope);
  std::string configuration = arguments.optional_text("postgresql_regconfig").value_or("");
  if (!configuration.empty()) {
    configuration = text_literal(configuration, method.scope.options) + ", ";
  }
  Fragment query;
  query.sql = "plainto_tsquery(" + configuration + render(right, *left.type, method.scope) + ")";
  query.tables = right.tables;
  return binary(left, "@@", query, method.scope);
}

Fragment regexp_match_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"regexp_match", "pattern flags"});
  const auto flags = arguments.optional_text("flags");
  const Fragment left = method.operand();
  Fragment right = build(arguments.at("pattern"), inside_operator(method.scope));
  if (!flags) return binary(left, "~", right, method.scope);
  if (*flags == "i") return binary(left, "~*", right, method.scope);
  const std::string pattern = render_below(right, find_operator("~"), *left.type, method.scope);
  right.literal.reset();
  right.op.reset();
  right.sql =
      "CONCAT('(?', " + text_literal(*flags, method.scope.options) + ", ')', " + pattern + ")";
  return binary(left, "~", right, method.scope);
}

Fragment regexp_replace_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"regexp_replace", "pattern replacement flags"});
  const Fragment left = method.operand();
  Fragment result;
  result.tables = left.tables;
  std::vector<std::string> parts = {render(left, method.scope)};
  for (const std::string_view parameter : {"pattern", "replacement", "flags"}) {
    if (!arguments.has(parameter)) continue;
    parts.push_back(render(build(arguments.at(parameter), method.scope), *left.type, method.scope));
  }
  result.sql = "REGEXP_REPLACE(" + join(parts, ", ") + ")";
  result.type = left.type;
  result.op = find_operator("~");  // of the same precedence
  return result;
}

}  // namespace migcheck::alembic
