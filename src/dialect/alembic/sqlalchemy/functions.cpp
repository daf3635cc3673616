#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/literal.h"
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

// --- text, columns and literals ------------------------------------------------------------------

Fragment build_literal_column(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.literal_column", "text type_"});
  Fragment result;
  result.kind = Kind::column;
  result.sql = arguments.text("text");
  result.key = result.sql;
  result.anonymous_name.clear();
  if (arguments.has("type_")) {
    result.type = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
  }
  return result;
}

Fragment build_column(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.column", "text type_", "is_literal name",
                                             Others::ignored, Rest::collected});
  const std::string_view parameter = arguments.has("name") ? "name" : "text";
  Fragment result;
  result.kind = Kind::column;
  const Name name = arguments.name(parameter);
  result.sql = arguments.flag("is_literal") ? name.text : quote(name);
  result.key = name.text;
  if (arguments.has("type_") && !is_schema_item(arguments.at("type_"))) {
    result.type = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
  }
  return result;
}

Fragment build_literal(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.literal", "value type_", "literal_execute"});
  TypePtr type;
  if (arguments.has("type_")) {
    type = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
  }
  const Value& value = arguments.at("value");
  return literal_fragment(value, type ? type : type_of_value(value));
}

Fragment build_bind_parameter(const External& call, const Scope& scope) {
  const Arguments arguments(
      call.arguments, {"sa.bindparam", "key value type_",
                       "unique required quote callable_ expanding isoutparam literal_execute"});
  if (!arguments.find("value")) {
    if (scope.binds == Scope::Binds::null) return constant("NULL");
    refuse(scope.label + " has the bind parameter :" + arguments.text("key") +
           ", which is given no value");
  }
  TypePtr type;
  if (arguments.has("type_")) {
    type = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
  }
  return literal_fragment(arguments.at("value"), type);
}

Fragment build_text(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.text", "text"});
  Fragment result;
  result.kind = Kind::text;
  result.sql = text_sql(arguments.text("text"), {}, scope);
  result.anonymous_name.clear();
  return result;
}

// --- sa.cast, sa.case, … -------------------------------------------------------------------------

Fragment build_cast(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.cast", "expression type_"});
  return cast_fragment(build(arguments.at("expression"), scope), arguments.at("type_"), scope);
}

Fragment build_type_coerce(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.type_coerce", "expression type_"});
  Fragment result = build(arguments.at("expression"), scope);
  result.type = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
  return result;
}

// The pairs of case(): (condition, value) each by itself, all in one list, or a dict.
std::vector<std::pair<Value, Value>> case_pairs(const Arguments& arguments) {
  std::vector<std::pair<Value, Value>> pairs;
  std::vector<Value> items = arguments.rest();
  if (items.size() == 1 && items[0].dict()) return items[0].dict()->items;
  if (items.size() == 1 && items[0].sequence() && !items[0].sequence()->items.empty() &&
      items[0].sequence()->items.front().sequence()) {
    items = items[0].sequence()->items;
  }
  for (const Value& item : items) {
    const auto pair = as_list(item, "an argument of sa.case");
    if (pair.size() != 2) refuse("an argument of sa.case is not a pair");
    pairs.emplace_back(pair[0], pair[1]);
  }
  return pairs;
}

std::string case_condition(const Fragment& condition, const Scope& scope) {
  const std::string sql = render(condition, scope);
  return condition.op ? "(" + sql + ")" : sql;
}

Fragment build_case(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments,
                            {"sa.case", "", "value else_ whens", Others::refused, Rest::collected});
  Fragment result;
  result.sql = "CASE ";
  TypePtr subject_type = null_type();
  if (arguments.has("value")) {
    const Fragment subject = build(arguments.at("value"), scope);
    subject_type = subject.type;
    result.sql += render(subject, scope) + " ";
    add_tables(result.tables, subject.tables);
  }
  for (const auto& [when, then] : case_pairs(arguments)) {
    const Fragment condition = build(when, scope);
    const Fragment value = build(then, scope);
    result.sql += "WHEN " +
                  (condition.literal ? render(condition, *subject_type, scope)
                                     : case_condition(condition, scope)) +
                  " THEN " + render(value, scope) + " ";
    if (result.type->is_null()) result.type = value.type;
    add_tables(result.tables, condition.tables);
    add_tables(result.tables, value.tables);
  }
  if (const Value* otherwise = arguments.find("else_"); otherwise && !otherwise->is_none()) {
    const Fragment value = build(*otherwise, scope);
    result.sql += "ELSE " + render(value, scope) + " ";
    add_tables(result.tables, value.tables);
  }
  result.sql += "END";
  return result;
}

template <std::size_t size>
Fragment build_conjunction(const External& call, const Scope& scope, const char (&op)[size]) {
  std::vector<Fragment> operands;
  const Scope inner = call.arguments.size() > 1 ? inside_operator(scope) : scope;
  for (const python::Argument& argument : call.arguments) {
    operands.push_back(build(argument.value, inner));
  }
  return conjunction(std::move(operands), op, scope);
}

Fragment build_and(const External& call, const Scope& scope) {
  return build_conjunction(call, scope, "AND");
}

Fragment build_or(const External& call, const Scope& scope) {
  return build_conjunction(call, scope, "OR");
}

const Value& only_argument(const External& call) {
  if (call.arguments.size() != 1) {
    refuse("sa." + std::string(call.last_name()) + " takes one argument");
  }
  return call.arguments.front().value;
}

Fragment build_not(const External& call, const Scope& scope) {
  return negate(build(only_argument(call), scope), scope);
}

// sa.desc("x") names a column.
Fragment ordered(const External& call, const Scope& scope) {
  const Value& argument = only_argument(call);
  if (!argument.as<std::string>()) return build(argument, scope);
  Fragment column;
  column.kind = Kind::column;
  column.key = *argument.as<std::string>();
  column.sql = quote(column.key);
  return column;
}

Fragment build_desc(const External& call, const Scope& scope) {
  return postfix(ordered(call, scope), "DESC", scope);
}

Fragment build_asc(const External& call, const Scope& scope) {
  return postfix(ordered(call, scope), "ASC", scope);
}

Fragment build_nulls_first(const External& call, const Scope& scope) {
  return postfix(ordered(call, scope), "NULLS FIRST", scope);
}

Fragment build_nulls_last(const External& call, const Scope& scope) {
  return postfix(ordered(call, scope), "NULLS LAST", scope);
}

Fragment build_distinct(const External& call, const Scope& scope) {
  return distinct_fragment(build(only_argument(call), scope), scope);
}

Fragment build_collate(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.collate", "expression collation"});
  return collate_fragment(build(arguments.at("expression"), scope), arguments.name("collation"),
                          scope);
}

Fragment build_extract(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.extract", "field expr"});
  Fragment result = build(arguments.at("expr"), scope);
  result.sql = "EXTRACT(" + arguments.text("field") + " FROM " + render(result, scope) + ")";
  result.kind = Kind::expression;
  result.anonymous_name = "anon";
  result.op.reset();
  result.literal.reset();
  result.type = type_of_sql("INTEGER");
  return result;
}

Fragment build_between(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments,
                            {"sa.between", "expr lower_bound upper_bound symmetric"});
  return between_fragment(build(arguments.at("expr"), inside_operator(scope)),
                          arguments.at("lower_bound"), arguments.at("upper_bound"),
                          arguments.flag("symmetric") ? "BETWEEN SYMMETRIC" : "BETWEEN", scope);
}

Fragment build_any(const External& call, const Scope& scope) {
  return quantified_fragment(build(only_argument(call), scope), "ANY", scope);
}

Fragment build_all(const External& call, const Scope& scope) {
  return quantified_fragment(build(only_argument(call), scope), "ALL", scope);
}

Fragment build_tuple(const External& call, const Scope& scope) {
  Fragment result;
  std::vector<std::string> parts;
  for (const python::Argument& argument : call.arguments) {
    const Fragment part = build(argument.value, scope);
    parts.push_back(render_below(part, find_operator(","), *null_type(), scope));
    add_tables(result.tables, part.tables);
  }
  result.sql = "(" + join(parts, ", ") + ")";
  return result;
}

Fragment build_array(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"array", "clauses", "type_"});
  Fragment result;
  SqlType type;
  type.family = SqlType::Family::array;
  std::vector<std::string> parts;
  for (const Value& item : arguments.list("clauses")) {
    const Fragment part = build(item, scope);
    if (parts.empty()) type.item = part.literal ? type_of_value(*part.literal) : part.type;
    parts.push_back(render(part, scope));
    add_tables(result.tables, part.tables);
  }
  result.sql = "ARRAY[" + join(parts, ", ") + "]";
  if (arguments.has("type_")) {
    type.item = lower_type(arguments.at("type_"), arguments.label("type_"), scope.options);
    type.sql = type.item->sql + "[]";
    if (parts.empty()) result.sql += "::" + type.sql;
  }
  result.type = std::make_shared<const SqlType>(std::move(type));
  return result;
}

Fragment build_aggregate_order(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments,
                            {"aggregate_order_by", "target", "", Others::refused, Rest::collected});
  Fragment result = build(arguments.at("target"), scope);
  std::vector<std::string> parts;
  for (const Value& item : arguments.rest()) parts.push_back(render(build(item, scope), scope));
  result.sql = render(result, scope) + " ORDER BY " + join(parts, ", ");
  result.literal.reset();
  return result;
}

Fragment build_label(const External& call, const Scope& scope) {
  const Arguments arguments(call.arguments, {"sa.label", "name element type_"});
  return label_fragment(build(arguments.at("element"), scope), arguments.text("name"));
}

// The function that is a method of its first argument.
Fragment as_method(const External& call, const Scope& scope,
                   Fragment (*method)(const MethodCall& method)) {
  if (call.arguments.empty()) refuse("sa." + std::string(call.last_name()) + "() has no argument");
  External rest = call;
  const Value receiver = rest.arguments.front().value;
  rest.arguments.erase(rest.arguments.begin());
  return method({call.last_name(), receiver, rest, scope});
}

Fragment build_over(const External& call, const Scope& scope) {
  return as_method(call, scope, over_method);
}

Fragment build_filter(const External& call, const Scope& scope) {
  return as_method(call, scope, filter_method);
}

Fragment build_within_group(const External& call, const Scope& scope) {
  return as_method(call, scope, within_group_method);
}

struct Function {
  std::string_view name;
  Fragment (*build)(const External& call, const Scope& scope);
};

constexpr auto functions = std::to_array<Function>({
    {"Column", build_column},
    {"aggregate_order_by", build_aggregate_order},
    {"all_", build_all},
    {"and_", build_and},
    {"any_", build_any},
    {"array", build_array},
    {"asc", build_asc},
    {"between", build_between},
    {"bindparam", build_bind_parameter},
    {"case", build_case},
    {"cast", build_cast},
    {"collate", build_collate},
    {"column", build_column},
    {"desc", build_desc},
    {"distinct", build_distinct},
    {"extract", build_extract},
    {"funcfilter", build_filter},
    {"inline_literal", build_literal},
    {"label", build_label},
    {"literal", build_literal},
    {"literal_column", build_literal_column},
    {"not_", build_not},
    {"nulls_first", build_nulls_first},
    {"nulls_last", build_nulls_last},
    {"nullsfirst", build_nulls_first},
    {"nullslast", build_nulls_last},
    {"or_", build_or},
    {"over", build_over},
    {"text", build_text},
    {"tuple_", build_tuple},
    {"type_coerce", build_type_coerce},
    {"within_group", build_within_group},
});

// sa.JSON.NULL is JSON's own null.
Fragment json_null() {
  Fragment result;
  result.sql = "'null'";
  result.type = type_of_sql("JSON");
  return result;
}

}  // namespace

std::optional<Fragment> build_function(const External& call, const Scope& scope) {
  const std::string_view construct = construct_name(call);
  if (construct.empty()) return {};
  if (call.dotted_name().ends_with("JSON.NULL")) return json_null();
  if (construct == "null" || construct == "NULL") return constant("NULL");
  if (construct == "true" || construct == "false") return constant(construct);
  if (call.kind != External::Kind::call) return {};
  const std::string name = sql_function_name(call);
  // func.cast() and func.extract() are the constructs.
  const bool is_construct = name.empty() || name == "cast" || name == "extract";
  if (!is_construct) return build_sql_function(call, name, scope);
  const auto* found =
      std::find_if(functions.begin(), functions.end(),
                   [&](const Function& function) { return function.name == construct; });
  if (found == functions.end()) return {};
  return found->build(call, scope);
}

}  // namespace migcheck::alembic
