#include <algorithm>

#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/select.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

bool covers(const FromItem& item, const TableReferencePtr& table) {
  return std::any_of(item.tables.begin(), item.tables.end(),
                     [&](const auto& other) { return other->from_sql() == table->from_sql(); });
}

}  // namespace

FromItem Select::item_of(const Value& value, const Scope& scope) const {
  if (const TableReferencePtr table = lower_table_reference(value, scope.options)) {
    return {table->from_sql(), {table}};
  }
  if (const Chain chain = unwind(value); chain.find("join") || chain.find("outerjoin")) {
    return join_item(value, scope);
  }
  if (construct_name(value) == "join" || construct_name(value) == "outerjoin") {
    return join_item(value, scope);
  }
  const Fragment text = build(value, scope);
  return {render(text, scope), text.tables};
}

namespace {

FromItem joined(FromItem left, const FromItem& right, const Arguments& arguments, bool outer,
                const Scope& scope) {
  if (!arguments.has("onclause")) {
    refuse("a join without a condition follows foreign keys, which are not read");
  }
  if (arguments.find("isouter")) outer = outer || arguments.flag("isouter");
  const Fragment condition = build(arguments.at("onclause"), scope);
  const std::string keyword = arguments.find("full") && arguments.flag("full") ? " FULL OUTER JOIN "
                              : outer                                          ? " LEFT OUTER JOIN "
                                                                               : " JOIN ";
  left.sql += keyword + right.sql + " ON " + render(condition, scope);
  left.tables.insert(left.tables.end(), right.tables.begin(), right.tables.end());
  return left;
}

}  // namespace

// left.join(right, condition), sa.join(left, right, condition)
FromItem Select::join_item(const Value& value, const Scope& scope) const {
  const External* call = value.external();
  const bool is_function = !construct_name(value).empty();
  const Arguments arguments(
      call->arguments,
      {"join", is_function ? "left right onclause isouter full" : "right onclause isouter full"});
  const FromItem left = item_of(is_function ? arguments.at("left") : receiver(*call), scope);
  const std::string_view method =
      is_function ? construct_name(value) : call->operands.front().external()->path;
  return joined(left, item_of(arguments.at("right"), scope), arguments, method == "outerjoin",
                scope);
}

// select.join(right, condition): the first item that the condition names is the left side.
void Select::apply_join(std::vector<FromItem>& items, const FromItem& right,
                        const Arguments& arguments, bool outer, const Scope& scope) const {
  std::erase_if(items, [&](const FromItem& item) { return item.sql == right.sql; });
  if (items.empty()) refuse("a join has no table on its left side");
  const Fragment condition = build(arguments.at("onclause"), scope);
  const auto is_left = [&](const FromItem& item) {
    return std::any_of(condition.tables.begin(), condition.tables.end(),
                       [&](const TableReferencePtr& table) { return covers(item, table); });
  };
  auto left = std::find_if(items.begin(), items.end(), is_left);
  if (left == items.end()) left = items.begin();
  *left = joined(*left, right, arguments, outer, scope);
}

void Select::add_join_step(std::vector<FromItem>& items, const Chain::Step& step,
                           const Scope& scope) const {
  const bool names_left = step.method == "join_from";
  const Arguments arguments(step.call->arguments,
                            {step.method, names_left ? "left right onclause isouter full"
                                                     : "right onclause isouter full"});
  if (!arguments.has("onclause")) {
    refuse("a join without a condition follows foreign keys, which are not read");
  }
  const FromItem right = item_of(arguments.at("right"), scope);
  if (names_left) {
    const FromItem left = item_of(arguments.at("left"), scope);
    std::erase_if(items, [&](const FromItem& item) { return item.sql == left.sql; });
    items.push_back(left);
  }
  apply_join(items, right, arguments, step.method == "outerjoin", scope);
}

std::vector<FromItem> Select::from_items(const Scope& scope) const {
  std::vector<FromItem> items;
  for (const Chain::Step* step : steps("select_from")) {
    for (const python::Argument& argument : step->call->arguments) {
      items.push_back(item_of(argument.value, scope));
    }
  }
  std::vector<TableReferencePtr> tables;
  if (start_.table && steps("with_only_columns").empty())
    tables.push_back(lower_table_reference(*start_.table, scope.options));
  for (const Fragment& column : column_fragments(scope)) add_tables(tables, column.tables);
  for (const Fragment& condition : all_conditions(scope)) add_tables(tables, condition.tables);
  for (const TableReferencePtr& table : tables) {
    const bool covered = std::any_of(items.begin(), items.end(),
                                     [&](const FromItem& item) { return covers(item, table); });
    if (table && !covered) items.push_back({table->from_sql(), {table}});
  }
  for (std::size_t i = start_.next_step; i < chain_.steps.size(); ++i) {
    const std::string_view method = chain_.steps[i].method;
    if (method == "join" || method == "outerjoin" || method == "join_from") {
      add_join_step(items, chain_.steps[i], scope);
    }
  }
  // A table that a later join brings is not named beside it.
  std::erase_if(items, [&](const FromItem& item) {
    return item.tables.size() == 1 &&
           std::any_of(items.begin(), items.end(), [&](const FromItem& other) {
             return other.tables.size() > 1 && covers(other, item.tables.front());
           });
  });
  return items;
}

// The tables of the statement around this one, or those of correlate(…).
std::vector<TableReferencePtr> Select::correlated_tables() const {
  const auto chosen = steps("correlate");
  if (chosen.empty()) return scope_.enclosing;
  std::vector<TableReferencePtr> tables;
  for (const python::Argument& argument : chosen.back()->call->arguments) {
    if (argument.value.is_none()) continue;
    if (auto table = lower_table_reference(argument.value, scope_.options)) {
      tables.push_back(std::move(table));
    } else {
      refuse_value(argument.value, "an argument of .correlate()", "a table");
    }
  }
  return tables;
}

// Tables of the statement around this one are not named again, if another one remains.
std::vector<FromItem> Select::correlated(std::vector<FromItem> items) const {
  if (items.size() < 2) return items;
  const std::vector<TableReferencePtr> enclosing = correlated_tables();
  std::erase_if(items, [&](const FromItem& item) {
    return std::any_of(enclosing.begin(), enclosing.end(), [&](const TableReferencePtr& table) {
      return table->from_sql() == item.sql;
    });
  });
  if (items.empty()) alembic_refuses("a subquery that names only tables of the query around it");
  return items;
}

}  // namespace migcheck::alembic
