#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Kind = Fragment::Kind;
using Others = Signature::Others;
using Rest = Signature::Rest;

namespace {

// One call of a method: `operand`.name(arguments).
struct MethodCall {
  std::string_view name;
  const Value& receiver;
  const External& call;
  const Scope& scope;

  // The receiver below an operator, and by itself.
  Fragment operand() const { return build(receiver, inside_operator(scope)); }
  Fragment subject() const { return build(receiver, scope); }

  const Value& argument(std::size_t index = 0) const {
    if (index >= call.arguments.size()) refuse("." + std::string(name) + "() has no argument");
    return call.arguments[index].value;
  }

  // The first argument as an operand.
  Fragment other() const { return build(argument(), inside_operator(scope)); }
};

// What a method is written as: an operator between the receiver and the argument.
struct BinaryMethod {
  std::string_view name;
  std::string_view op;
};

constexpr auto binary_methods = std::to_array<BinaryMethod>({
    {"__eq__", "="},
    {"__ne__", "!="},
    {"concat", "||"},
    {"contained_by", "<@"},
    {"has_all", "?&"},
    {"has_any", "?|"},
    {"has_key", "?"},
    {"is_", "IS"},
    {"is_distinct_from", "IS DISTINCT FROM"},
    {"is_not", "IS NOT"},
    {"is_not_distinct_from", "IS NOT DISTINCT FROM"},
    {"isnot", "IS NOT"},
    {"overlap", "&&"},
    {"overlaps", "&&"},
    {"regexp_match", "~"},
});

Fragment binary_method(const MethodCall& method, std::string_view op) {
  Fragment right = method.other();
  const bool* flag = right.literal ? right.literal->as<bool>() : nullptr;
  const bool is_word = op == "IS" || op == "IS NOT";
  if (is_word && flag) right = constant(*flag ? "true" : "false");
  if (is_word && right.literal && right.literal->is_none()) right = constant("NULL");
  Operator found = find_operator(op);
  if (found.precedence == 0) found.precedence = 5;  // PostgreSQL's own comparisons
  const Fragment left = method.operand();
  Fragment result = binary(left, op, right, method.scope);
  result.op = found;
  result.sql = render_below(left, found, *right.type, method.scope) + " " + std::string(op) + " " +
               render_below(right, found, *left.type, method.scope);
  return result;
}

// column.op("->>")("key"): the callee is itself a call.
std::optional<Fragment> custom_operator(const External& call, const Scope& scope) {
  const External* maker = call.operands.empty() ? nullptr : call.operands.front().external();
  if (!maker || maker->kind != External::Kind::call || maker->operands.empty()) return {};
  const External* callee = maker->operands.front().external();
  if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) return {};
  if (callee->path != "op" && callee->path != "bool_op") return {};
  const Arguments arguments(maker->arguments,
                            {"op", "opstring precedence is_comparison return_type", "python_impl"});
  const std::string op = arguments.text("opstring");
  Operator custom{op, static_cast<int>(arguments.optional_integer("precedence").value_or(0))};
  const Fragment left = build(callee->operands.front(), inside_operator(scope));
  if (call.arguments.size() != 1) refuse(".op() takes one argument");
  const Fragment right = build(call.arguments.front().value, inside_operator(scope));
  Fragment result;
  result.sql = render_below(left, custom, *right.type, scope) + " " + op + " " +
               render_below(right, custom, *left.type, scope);
  custom.sql = "";  // no two custom operators are the same
  result.op = custom;
  result.type = left.type;
  result.tables = left.tables;
  add_tables(result.tables, right.tables);
  return result;
}

// --- LIKE and its relatives ----------------------------------------------------------------------

std::string escape_clause(const Arguments& arguments, const Scope& scope) {
  std::string escape = arguments.optional_text("escape").value_or("");
  if (escape.empty() && arguments.flag("autoescape")) escape = "/";
  return escape.empty() ? "" : " ESCAPE " + text_literal(escape, scope.options);
}

Fragment like(const MethodCall& method, std::string_view op, std::string_view before,
              std::string_view after) {
  const Arguments arguments(method.call.arguments, {method.name, "other escape", "autoescape"});
  const Fragment left = method.operand();
  Fragment right = build(arguments.at("other"), inside_operator(method.scope));
  const Operator found = find_operator(op);
  std::string pattern = render_below(right, found, *left.type, method.scope);
  if (!before.empty()) pattern = std::string(before) + " || " + pattern;
  if (!after.empty()) pattern += " || " + std::string(after);
  Fragment pattern_fragment;
  pattern_fragment.sql = pattern + escape_clause(arguments, method.scope);
  pattern_fragment.tables = right.tables;
  return binary(left, op, pattern_fragment, method.scope);
}

Fragment like_method(const MethodCall& method) {
  const bool negated = method.name.starts_with("not");
  const bool any_case = method.name.find("ilike") != std::string_view::npos;
  return like(method,
              any_case ? (negated ? "NOT ILIKE" : "ILIKE") : (negated ? "NOT LIKE" : "LIKE"), "",
              "");
}

Fragment contains_method(const MethodCall& method) {
  const auto family = method.operand().type->family;
  if (family == SqlType::Family::json || family == SqlType::Family::array) {
    return binary_method(method, "@>");
  }
  const std::string_view op = method.name.starts_with("i") ? "ILIKE" : "LIKE";
  return like(method, op, "'%'", "'%'");
}

Fragment startswith_method(const MethodCall& method) {
  return like(method, method.name.starts_with("i") ? "ILIKE" : "LIKE", "", "'%'");
}

Fragment endswith_method(const MethodCall& method) {
  return like(method, method.name.starts_with("i") ? "ILIKE" : "LIKE", "'%'", "");
}

Fragment match_method(const MethodCall& method) {
  const Fragment left = method.operand();
  Fragment query;
  const Fragment right = method.other();
  query.sql = "plainto_tsquery(" + render(right, *left.type, method.scope) + ")";
  query.tables = right.tables;
  return binary(left, "@@", query, method.scope);
}

// --- others --------------------------------------------------------------------------------------

Fragment in_method(const MethodCall& method) {
  const bool negated = method.name.starts_with("not");
  return in_list(method.operand(), method.argument(), negated, inside_operator(method.scope));
}

Fragment between_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"between", "cleft cright symmetric"});
  return between_fragment(method.operand(), arguments.at("cleft"), arguments.at("cright"),
                          method.scope);
}

Fragment label_method(const MethodCall& method) {
  if (method.argument().is_none()) return method.subject();
  return label_fragment(method.subject(), as_text(method.argument(), "the name of a label"));
}

Fragment cast_method(const MethodCall& method) {
  return cast_fragment(method.subject(), method.argument(), method.scope);
}

Fragment collate_method(const MethodCall& method) {
  return collate_fragment(method.subject(), as_name(method.argument(), "a collation"),
                          method.scope);
}

Fragment distinct_method(const MethodCall& method) {
  return distinct_fragment(method.subject(), method.scope);
}

Fragment desc_method(const MethodCall& method) {
  return postfix(method.subject(), "DESC", method.scope);
}

Fragment asc_method(const MethodCall& method) {
  return postfix(method.subject(), "ASC", method.scope);
}

Fragment nulls_first_method(const MethodCall& method) {
  return postfix(method.subject(), "NULLS FIRST", method.scope);
}

Fragment nulls_last_method(const MethodCall& method) {
  return postfix(method.subject(), "NULLS LAST", method.scope);
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
  return result;
}

// array_column.any(value): value = ANY (array_column).
Fragment array_any_method(const MethodCall& method) {
  const Fragment array = method.operand();
  const SqlType& item = array.type->item ? *array.type->item : *null_type();
  const Fragment value = method.other();
  Fragment result = value;
  result.kind = Kind::expression;
  result.literal.reset();
  result.sql = render(value, item, method.scope) + " = " + (method.name == "all" ? "ALL" : "ANY") +
               " (" + render(array, method.scope) + ")";
  result.op = find_operator("=");
  add_tables(result.tables, array.tables);
  return result;
}

// element.as_string() and so on: CAST(a ->> 'x' AS VARCHAR).
Fragment json_as_method(const MethodCall& method) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> types = {
      {{"as_boolean", "BOOLEAN"},
       {"as_float", "FLOAT"},
       {"as_integer", "INTEGER"},
       {"as_string", "VARCHAR"}}};
  const auto* found = std::find_if(types.begin(), types.end(),
                                   [&](const auto& type) { return type.first == method.name; });
  Fragment text = json_element_text(method.receiver, method.scope);
  text.sql = "CAST(" + text.sql + " AS " + std::string(found->second) + ")";
  text.op.reset();
  text.type = type_of_sql(std::string(found->second));
  return text;
}

Fragment next_value_method(const MethodCall& method) {
  const Arguments arguments(call_arguments(method.receiver),
                            {"sa.Sequence", "name", "schema", Others::ignored});
  Fragment result;
  result.sql = "nextval('" +
               quote_qualified(arguments.optional_name("schema"), arguments.name("name")) + "')";
  result.anonymous_name = "next_value";
  return result;
}

Fragment over_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"over", "", "partition_by order_by"});
  Fragment result = method.subject();
  std::vector<std::string> parts;
  for (const auto& [parameter, sql] :
       {std::pair{"partition_by", "PARTITION BY "}, std::pair{"order_by", "ORDER BY "}}) {
    if (!arguments.has(parameter)) continue;
    const Value& value = arguments.at(parameter);
    std::vector<std::string> columns;
    for (const Value& item : value.sequence() ? value.sequence()->items : python::Values{value}) {
      const Fragment column = build(item, method.scope);
      columns.push_back(render(column, method.scope));
      add_tables(result.tables, column.tables);
    }
    parts.push_back(sql + join(columns, ", "));
  }
  result.sql += " OVER (" + join(parts, " ") + ")";
  result.anonymous_name = "anon";
  return result;
}

Fragment filter_method(const MethodCall& method) {
  Fragment result = method.subject();
  std::vector<Fragment> conditions;
  for (const python::Argument& argument : method.call.arguments) {
    conditions.push_back(build(argument.value, method.scope));
  }
  const Fragment all = conjunction(std::move(conditions), "AND", method.scope);
  result.sql += " FILTER (WHERE " + render(all, method.scope) + ")";
  result.anonymous_name = "anon";
  add_tables(result.tables, all.tables);
  return result;
}

Fragment within_group_method(const MethodCall& method) {
  Fragment result = method.subject();
  std::vector<std::string> parts;
  for (const python::Argument& argument : method.call.arguments) {
    parts.push_back(render(build(argument.value, method.scope), method.scope));
  }
  result.sql += " WITHIN GROUP (ORDER BY " + join(parts, ", ") + ")";
  result.anonymous_name = "anon";
  return result;
}

Fragment self_group_method(const MethodCall& method) {
  Fragment result = method.subject();
  if (!result.op) return result;
  result.sql = "(" + result.sql + ")";
  result.op.reset();
  return result;
}

// text("…").bindparams(…)
Fragment bindparams_method(const MethodCall& method) {
  if (construct_name(method.receiver) != "text") {
    refuse(method.scope.label + " has .bindparams() on something that is no text()");
  }
  Fragment result;
  result.kind = Kind::text;
  result.anonymous_name.clear();
  const Arguments text(call_arguments(method.receiver), {"sa.text", "text"});
  result.sql =
      text_sql(text.text("text"), bind_values(method.call.arguments, method.scope), method.scope);
  return result;
}

Fragment exists_method(const MethodCall& method) {
  return exists_fragment(select_sql(method.receiver, method.scope));
}

struct Method {
  std::string_view name;
  Fragment (*build)(const MethodCall& method);
};

constexpr auto methods = std::to_array<Method>({
    {"all", array_any_method},
    {"any", array_any_method},
    {"as_boolean", json_as_method},
    {"as_float", json_as_method},
    {"as_integer", json_as_method},
    {"as_string", json_as_method},
    {"asc", asc_method},
    {"between", between_method},
    {"bindparams", bindparams_method},
    {"cast", cast_method},
    {"collate", collate_method},
    {"contains", contains_method},
    {"desc", desc_method},
    {"distinct", distinct_method},
    {"endswith", endswith_method},
    {"exists", exists_method},
    {"filter", filter_method},
    {"icontains", contains_method},
    {"iendswith", endswith_method},
    {"ilike", like_method},
    {"in_", in_method},
    {"istartswith", startswith_method},
    {"label", label_method},
    {"like", like_method},
    {"match", match_method},
    {"next_value", next_value_method},
    {"not_ilike", like_method},
    {"not_in", in_method},
    {"not_like", like_method},
    {"notilike", like_method},
    {"notin_", in_method},
    {"notlike", like_method},
    {"nulls_first", nulls_first_method},
    {"nulls_last", nulls_last_method},
    {"nullsfirst", nulls_first_method},
    {"nullslast", nulls_last_method},
    {"over", over_method},
    {"regexp_replace", regexp_replace_method},
    {"self_group", self_group_method},
    {"startswith", startswith_method},
    {"within_group", within_group_method},
});

template <typename Table>
const typename Table::value_type* find_in(const Table& table, std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const auto& entry) { return entry.name == name; });
  return found == table.end() ? nullptr : found;
}

}  // namespace

std::optional<Fragment> build_method(const External& call, const Scope& scope) {
  if (call.kind != External::Kind::call || call.operands.empty()) return {};
  if (auto custom = custom_operator(call, scope)) return custom;
  const External* callee = call.operands.front().external();
  if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) return {};
  const MethodCall method{callee->path, callee->operands.front(), call, scope};
  if (const BinaryMethod* found = find_in(binary_methods, method.name)) {
    return binary_method(method, found->op);
  }
  if (const Method* found = find_in(methods, method.name)) return found->build(method);
  return {};
}

}  // namespace migcheck::alembic
