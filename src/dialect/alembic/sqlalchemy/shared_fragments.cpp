#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

namespace migcheck::alembic {

using python::Value;
using Kind = Fragment::Kind;

namespace {

// Plain SQL now, whatever it was before.
void settle(Fragment& fragment) {
  fragment.kind = Kind::expression;
  fragment.literal.reset();
}

// "(1, 2)", "((1, 2), (3, 4))" of the items of a list.
std::string list_sql(const std::vector<Value>& items, const SqlType& type, const Scope& scope) {
  std::vector<std::string> parts;
  for (const Value& item : items) {
    const bool is_tuple = item.sequence() && type.family != SqlType::Family::array;
    parts.push_back(is_tuple ? list_sql(item.sequence()->items, *null_type(), scope)
                             : render(build(item, scope), type, scope));
  }
  return "(" + join(parts, ", ") + ")";
}

// What stands behind IN, with the comparison that SQLAlchemy adds for an empty list.
std::string membership(const Value& list, const SqlType& type, bool negated, const Scope& scope) {
  if (is_select(list)) return render(scalar_subquery(list, scope), scope);
  const Value* items = &list;
  if (construct_name(list) == "bindparam") {
    for (const python::Argument& argument : call_arguments(list)) {
      if (argument.keyword == "value" || argument.value.sequence()) items = &argument.value;
    }
  }
  const python::Sequence* sequence = items->sequence();
  if (!sequence && !list.external()) {
    alembic_refuses("an IN list that is " + python::describe(list));
  }
  if (!sequence && construct_name(list) != "text" && construct_name(list) != "bindparam") {
    refuse_value(list, "the right side of IN", "a list");
  }
  if (!sequence) {
    const std::string sql = render(build(list, scope), type, scope);
    return "(" + sql + ")";
  }
  if (sequence->items.empty()) return negated ? "(NULL) OR (1 = 1)" : "(NULL) AND (1 != 1)";
  return list_sql(sequence->items, type, scope);
}

// The value of one bind parameter of text().
std::string bind_value(const Value& value, const SqlType& type, const Scope& scope) {
  const python::Sequence* sequence = value.sequence();
  if (sequence && sequence->kind == python::Sequence::Kind::tuple) {
    return list_sql(sequence->items, type, scope);
  }
  SqlType array;
  array.family = SqlType::Family::array;
  if (sequence && type.is_null()) return literal_sql(value, array, scope.label, scope.options);
  return literal_sql(value, type, scope.label, scope.options);
}

}  // namespace

Fragment between_fragment(const Fragment& operand, const Value& low, const Value& high,
                          std::string_view op, const Scope& scope) {
  const Scope inner = inside_operator(scope);
  const Fragment bounds[] = {build(low, inner), build(high, inner)};
  const Operator between = find_operator(op);
  Fragment result = operand;
  settle(result);
  result.left = render_below(operand, between, *operand.type, scope);
  result.right = render_below(bounds[0], find_operator("AND"), *operand.type, scope) + " AND " +
                 render_below(bounds[1], find_operator("AND"), *operand.type, scope);
  result.sql = result.left + " " + std::string(op) + " " + result.right;
  result.op = between;
  result.type = type_of_sql("BOOLEAN");
  for (const Fragment& bound : bounds) add_tables(result.tables, bound.tables);
  return result;
}

Fragment cast_fragment(const Fragment& operand, const Value& type, const Scope& scope) {
  Fragment result = operand;
  result.type = lower_type(type, "the type of a cast", scope.options);
  const bool takes_type = operand.literal && operand.type->is_null();
  const std::string sql =
      takes_type ? literal_sql(*operand.literal, *result.type, scope.label, scope.options)
                 : render(operand, scope);
  result.sql = "CAST(" + sql + " AS " + result.type->sql + ")";
  if (operand.kind == Kind::column) {
    result.is_proxy = true;
  } else if (operand.anonymous_name.empty()) {
    result.anonymous_name = "anon";
  }
  settle(result);
  result.op.reset();
  return result;
}

Fragment collate_fragment(const Fragment& operand, const Name& collation, const Scope& scope) {
  Fragment result = operand;
  const Operator collate = find_operator("COLLATE");
  result.sql =
      render_below(operand, collate, *operand.type, scope) + " COLLATE " + quote(collation);
  settle(result);
  result.op = collate;
  return result;
}

Fragment distinct_fragment(const Fragment& operand, const Scope& scope) {
  Fragment result = operand;
  const Operator distinct = find_operator("DISTINCT");
  result.sql = "DISTINCT " + render_below(operand, distinct, *operand.type, scope);
  settle(result);
  result.op = distinct;
  result.anonymous_name.clear();
  return result;
}

Fragment quantified_fragment(Fragment operand, std::string_view word, const Scope& scope) {
  const std::string sql = render(operand, scope);
  operand.sql = std::string(word) + (sql.starts_with("(") ? " " + sql : " (" + sql + ")");
  settle(operand);
  operand.op.reset();
  operand.anonymous_name.clear();
  operand.is_quantified = true;
  if (operand.type->item) operand.type = operand.type->item;
  return operand;
}

Fragment exists_fragment(const std::string& select) {
  Fragment result;
  result.sql = "EXISTS (" + select + ")";
  result.op = find_operator("EXISTS");
  result.type = type_of_sql("BOOLEAN");
  return result;
}

Fragment label_fragment(Fragment operand, const std::string& label) {
  operand.key = label;
  operand.is_label = true;
  return operand;
}

Fragment in_list(const Fragment& left, const Value& list, bool negated, const Scope& scope) {
  Fragment result = left;
  settle(result);
  const Operator in = find_operator("IN");
  result.left = render_below(left, in, *left.type, scope);
  result.right = membership(list, *left.type, negated, scope);
  result.sql = result.left + (negated ? " NOT IN " : " IN ") + result.right;
  result.op = in;
  result.type = type_of_sql("BOOLEAN");
  if (negated) {  // SQLAlchemy puts it in parentheses, always
    result.sql = "(" + result.sql + ")";
    result.left.clear();
    result.op.reset();
  }
  return result;
}

Fragment scalar_subquery(const Value& select, const Scope& scope) {
  Fragment result;
  result.kind = Kind::query;
  result.sql = "(" + select_sql(select, scope) + ")";
  return result;
}

std::string text_sql(std::string_view text, const std::map<std::string, std::string>& values,
                     const Scope& scope) {
  return expand_text(text, [&](const std::string& name) -> std::string {
    if (const auto found = values.find(name); found != values.end()) return found->second;
    if (scope.binds == Scope::Binds::null) return "NULL";
    refuse(scope.label + " has the bind parameter :" + name + ", which is given no value");
  });
}

std::map<std::string, std::string> bind_values(const std::vector<python::Argument>& arguments,
                                               const Scope& scope) {
  std::map<std::string, std::string> values;
  for (const python::Argument& argument : arguments) {
    if (construct_name(argument.value) != "bindparam") {
      if (argument.keyword.empty()) refuse(scope.label + " has a bind parameter without a name");
      values[argument.keyword] = bind_value(argument.value, *null_type(), scope);
      continue;
    }
    const Arguments bind(call_arguments(argument.value),
                         {"sa.bindparam", "key value type_",
                          "unique required quote callable_ expanding isoutparam literal_execute"});
    if (!bind.find("value")) continue;
    TypePtr type = null_type();
    if (bind.has("type_")) type = lower_type(bind.at("type_"), bind.label("type_"), scope.options);
    const Value& value = bind.at("value");
    values[bind.text("key")] = bind.flag("expanding") && value.sequence()
                                   ? list_sql(value.sequence()->items, *type, scope)
                                   : bind_value(value, *type, scope);
  }
  return values;
}

bool is_sequence(const Value& value) { return construct_name(value) == "Sequence"; }

bool is_schema_item(const Value& value) {
  const std::string_view construct = construct_name(value);
  for (const std::string_view name :
       {"CheckConstraint", "ColumnDefault", "Computed", "DefaultClause", "FetchedValue",
        "ForeignKey", "Identity", "Sequence"}) {
    if (construct == name) return true;
  }
  return false;
}

}  // namespace migcheck::alembic
