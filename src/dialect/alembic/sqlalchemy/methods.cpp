#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/method_call.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/sql_functions.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Kind = Fragment::Kind;
using Others = Signature::Others;
using Rest = Signature::Rest;

namespace {

// What a method is written as: an operator between the receiver and the argument.
struct BinaryMethod {
  std::string_view name;
  std::string_view op;
};

constexpr auto binary_methods = std::to_array<BinaryMethod>({
    {"__eq__", "="},        {"__ne__", "!="},
    {"bitwise_and", "&"},   {"bitwise_lshift", "<<"},
    {"bitwise_or", "|"},    {"bitwise_rshift", ">>"},
    {"bitwise_xor", "#"},   {"concat", "||"},
    {"contained_by", "<@"}, {"has_all", "?&"},
    {"has_any", "?|"},      {"has_key", "?"},
    {"is_", "IS"},          {"is_distinct_from", "IS DISTINCT FROM"},
    {"is_not", "IS NOT"},   {"is_not_distinct_from", "IS NOT DISTINCT FROM"},
    {"isnot", "IS NOT"},    {"isnot_distinct_from", "IS NOT DISTINCT FROM"},
    {"path_exists", "@?"},  {"path_match", "@@"},
    {"overlap", "&&"},      {"overlaps", "&&"},
});

// PostgreSQL's own comparisons that are put in parentheses inside another operation.
// Source: eager_grouping in SQLAlchemy's dialects/postgresql/operators.py.
bool is_eager(std::string_view op) {
  constexpr auto eager =
      std::to_array<std::string_view>({"?", "?&", "?|", "@>", "<@", "@?", "@@", "#-"});
  return std::find(eager.begin(), eager.end(), op) != eager.end();
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

// --- others --------------------------------------------------------------------------------------

Fragment in_method(const MethodCall& method) {
  const bool negated = method.name.starts_with("not");
  return in_list(method.operand(), method.argument(), negated, inside_operator(method.scope));
}

Fragment between_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {"between", "cleft cright symmetric"});
  const bool symmetric = arguments.flag("symmetric");
  return between_fragment(method.operand(), arguments.at("cleft"), arguments.at("cright"),
                          symmetric ? "BETWEEN SYMMETRIC" : "BETWEEN", method.scope);
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

// array_column.any(value): value = ANY (array_column).
Fragment array_any_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments, {method.name, "other", "operator"});
  if (arguments.has("operator")) {
    refuse("." + std::string(method.name) + "(operator=…) is not read");
  }
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
  Fragment text = json_element_text(method.receiver, JsonText::cast, method.scope);
  text.sql = "CAST(" + text.sql + " AS " + std::string(found->second) + ")";
  text.type = type_of_sql(std::string(found->second));
  return text;
}

Fragment quantified_method(const MethodCall& method) {
  return quantified_fragment(method.subject(), method.name == "all_" ? "ALL" : "ANY", method.scope);
}

Fragment next_value_method(const MethodCall& method) { return next_value(method.receiver); }

Fragment bitwise_not_method(const MethodCall& method) {
  Fragment result = method.operand();
  const Operator inversion = find_operator("~x");
  result.sql = "~" + render_below(result, inversion, *result.type, method.scope);
  result.kind = Kind::expression;
  result.literal.reset();
  result.op = inversion;
  return result;
}

Fragment self_group_method(const MethodCall& method) {
  Fragment result = method.subject();
  if (!result.op) return result;
  result.sql = "(" + result.sql + ")";
  result.op.reset();
  return result;
}

// text("…").bindparams(…).bindparams(…)
Fragment bindparams_method(const MethodCall& method) {
  const Value whole{python::make_external(method.call)};
  const Chain chain = unwind(whole);
  if (construct_name(*chain.base) != "text") {
    refuse(method.scope.label + " has .bindparams() on something that is no text()");
  }
  std::map<std::string, std::string> values;
  for (const Chain::Step& step : chain.steps) {
    if (step.method == "execution_options") continue;
    if (step.method != "bindparams") {
      refuse(method.scope.label + " has ." + std::string(step.method) + "() of a text()");
    }
    for (const auto& [name, sql] : bind_values(step.call->arguments, method.scope)) {
      values[name] = sql;
    }
  }
  Fragment result;
  result.kind = Kind::text;
  result.anonymous_name.clear();
  const Arguments text(call_arguments(*chain.base), {"sa.text", "text"});
  result.sql = text_sql(text.text("text"), values, method.scope);
  return result;
}

Fragment options_method(const MethodCall& method) { return method.subject(); }

Fragment exists_method(const MethodCall& method) {
  return exists_fragment(select_sql(method.receiver, method.scope));
}

struct Method {
  std::string_view name;
  Fragment (*build)(const MethodCall& method);
};

constexpr auto methods = std::to_array<Method>({
    {"all", array_any_method},
    {"all_", quantified_method},
    {"any", array_any_method},
    {"any_", quantified_method},
    {"as_boolean", json_as_method},
    {"as_float", json_as_method},
    {"as_integer", json_as_method},
    {"as_string", json_as_method},
    {"asc", asc_method},
    {"between", between_method},
    {"bindparams", bindparams_method},
    {"bitwise_not", bitwise_not_method},
    {"cast", cast_method},
    {"collate", collate_method},
    {"contains", contains_method},
    {"desc", desc_method},
    {"distinct", distinct_method},
    {"endswith", endswith_method},
    {"execution_options", options_method},
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
    {"regexp_match", regexp_match_method},
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
  if (is_eager(op) && method.scope.inside_operator) result.sql = "(" + result.sql + ")";
  return result;
}

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
