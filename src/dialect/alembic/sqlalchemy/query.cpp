#include "dialect/alembic/sqlalchemy/query.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Kind = Fragment::Kind;

namespace {

constexpr auto select_methods = std::to_array<std::string_view>(
    {"add_columns", "as_scalar", "correlate", "distinct", "execution_options", "filter", "group_by",
     "having", "join", "join_from", "limit", "offset", "order_by", "outerjoin", "scalar_subquery",
     "select_from", "where", "with_for_update", "with_only_columns"});

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> compounds = {
    {{"except_", " EXCEPT "},
     {"except_all", " EXCEPT ALL "},
     {"intersect", " INTERSECT "},
     {"intersect_all", " INTERSECT ALL "},
     {"union", " UNION "},
     {"union_all", " UNION ALL "}}};

std::string_view compound_sql(const Value& value) {
  const std::string_view construct = construct_name(value);
  for (const auto& [name, sql] : compounds) {
    if (construct == name) return sql;
  }
  return {};
}

bool is_select_method(std::string_view method) {
  return std::find(select_methods.begin(), select_methods.end(), method) != select_methods.end();
}

const Value& receiver(const External& call) {
  return call.operands.front().external()->operands.front();
}

// Where a chain begins to be a select: sa.select(…) is its base, table.select() one of its steps.
struct Start {
  bool found = false;
  std::size_t next_step = 0;     // the first one behind it
  const Value* table = nullptr;  // of table.select()
};

Start find_start(const Chain& chain) {
  for (std::size_t i = chain.steps.size(); i > 0; --i) {
    const Chain::Step& step = chain.steps[i - 1];
    if (step.method == "select") return {true, i, &receiver(*step.call)};
  }
  const std::string_view construct = construct_name(*chain.base);
  const bool is_call = !call_arguments(*chain.base).empty();
  const bool starts = (construct == "select" && is_call) || construct == "exists" ||
                      !compound_sql(*chain.base).empty();
  return {starts, 0, nullptr};
}

// One item of FROM, and the tables that need not be named beside it.
struct FromItem {
  std::string sql;
  std::vector<TableReferencePtr> tables;
};

bool covers(const FromItem& item, const TableReferencePtr& table) {
  return std::any_of(item.tables.begin(), item.tables.end(),
                     [&](const auto& other) { return other->from_sql() == table->from_sql(); });
}

// A select, taken apart.
class Select {
 public:
  Select(const Value& value, const Scope& scope) : scope_(scope), chain_(unwind(value)) {
    start_ = find_start(chain_);
  }

  std::string sql(Labels labels);
  std::vector<ReferencedColumn> columns();

 private:
  std::vector<Value> column_values() const;
  std::vector<Fragment> column_fragments(const Scope& scope) const;
  std::vector<FromItem> from_items(const Scope& scope) const;
  std::vector<FromItem> correlated(std::vector<FromItem> items) const;
  FromItem join_item(const Value& value, const Scope& scope) const;
  void apply_join(std::vector<FromItem>& items, const FromItem& right, const Arguments& arguments,
                  bool outer, const Scope& scope) const;
  void add_join_step(std::vector<FromItem>& items, const Chain::Step& step,
                     const Scope& scope) const;
  FromItem item_of(const Value& value, const Scope& scope) const;

  std::vector<Fragment> conditions(std::string_view method, const Scope& scope) const;
  std::string columns_sql(const Scope& scope, Labels labels) const;
  std::string list(std::string_view method, std::string_view keyword, const Scope& scope) const;
  std::string distinct_sql(const Scope& scope) const;
  std::string limits_sql(const Scope& scope) const;
  std::string lock_sql() const;
  std::string body_sql(const Scope& scope, const std::vector<FromItem>& items, Labels labels) const;
  std::string compound(std::string_view op, const Scope& scope) const;

  std::vector<const Chain::Step*> steps(std::string_view method) const {
    std::vector<const Chain::Step*> found;
    for (std::size_t i = start_.next_step; i < chain_.steps.size(); ++i) {
      if (chain_.steps[i].method == method) found.push_back(&chain_.steps[i]);
    }
    return found;
  }

  Scope scope_;
  Chain chain_;
  Start start_;
};

// The arguments, where one list stands for all of them (as SQLAlchemy 1 wrote select([…])).
void append_values(std::vector<Value>& values, std::span<const python::Argument> arguments) {
  for (const python::Argument& argument : arguments) {
    if (!argument.keyword.empty()) continue;
    const python::Sequence* sequence = argument.value.sequence();
    if (!sequence) {
      values.push_back(argument.value);
      continue;
    }
    values.insert(values.end(), sequence->items.begin(), sequence->items.end());
  }
}

std::vector<Value> Select::column_values() const {
  std::vector<Value> values;
  if (start_.table) return {*start_.table};
  append_values(values, call_arguments(*chain_.base));
  for (const Chain::Step* step : steps("with_only_columns")) {
    values.clear();
    append_values(values, step->call->arguments);
  }
  for (const Chain::Step* step : steps("add_columns")) append_values(values, step->call->arguments);
  return values;
}

Fragment whole_column(const TableReferencePtr& table, const ReferencedColumn& declared) {
  Fragment column;
  column.kind = Kind::column;
  column.sql = table->qualifier() + "." + quote(declared.name);
  column.key = declared.key;
  column.type = declared.type;
  column.tables = {table};
  return column;
}

std::vector<Fragment> Select::column_fragments(const Scope& scope) const {
  std::vector<Fragment> fragments;
  for (const Value& value : column_values()) {
    if (const TableReferencePtr table = lower_table_reference(value, scope.options)) {
      for (const ReferencedColumn& column : table->columns) {
        fragments.push_back(whole_column(table, column));
      }
    } else {
      fragments.push_back(build(value, scope));
    }
  }
  return fragments;
}

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
  if (start_.table) tables.push_back(lower_table_reference(*start_.table, scope.options));
  for (const Fragment& column : column_fragments(scope)) add_tables(tables, column.tables);
  for (const std::string_view method : {"where", "filter"}) {
    for (const Fragment& condition : conditions(method, scope)) {
      add_tables(tables, condition.tables);
    }
  }
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

// Tables of the statement around this one are not named again, if another one remains.
std::vector<FromItem> Select::correlated(std::vector<FromItem> items) const {
  if (items.size() < 2) return items;
  std::erase_if(items, [&](const FromItem& item) {
    return std::any_of(
        scope_.enclosing.begin(), scope_.enclosing.end(),
        [&](const TableReferencePtr& table) { return table->from_sql() == item.sql; });
  });
  if (items.empty()) alembic_refuses("a subquery that names only tables of the query around it");
  return items;
}

void refuse_text_condition(const Value& condition) {
  if (condition.as<std::string>()) alembic_refuses("a string as a condition: it needs text()");
}

std::vector<Fragment> Select::conditions(std::string_view method, const Scope& scope) const {
  std::vector<Fragment> all;
  for (const Chain::Step* step : steps(method)) {
    for (const python::Argument& argument : step->call->arguments) {
      if (!argument.keyword.empty()) refuse("." + std::string(method) + "() has a keyword");
      refuse_text_condition(argument.value);
      all.push_back(build(argument.value, scope));
    }
  }
  return all;
}

// "t.a", "max(t.a) AS max_1", "t.a AS b"
std::string Select::columns_sql(const Scope& scope, Labels labels) const {
  if (construct_name(*chain_.base) == "exists" && column_values().empty()) return "*";
  std::vector<std::string> parts;
  std::map<std::string, std::string> seen;  // name → what it stands for
  for (const Fragment& column : column_fragments(scope)) {
    std::string sql = render(column, scope);
    if (column.is_label) {
      sql += " AS " + quote(column.key);
    } else if (column.is_proxy) {
      const bool is_new = seen.emplace(column.key, sql).second;
      sql += " AS " + quote(is_new ? column.key : scope.next_anonymous(column.key + "_"));
    } else if (column.kind == Kind::column && !column.key.empty()) {
      const auto [first, inserted] = seen.emplace(column.key, sql);
      if (!inserted && first->second != sql) {
        sql += " AS " + quote(scope.next_anonymous(column.key));
      } else if (labels == Labels::always) {
        sql += " AS " + quote(column.key);
      }
    } else if (!column.anonymous_name.empty()) {
      sql += " AS " + quote(scope.next_anonymous(column.anonymous_name));
    }
    parts.push_back(sql);
  }
  return join(parts, ", ");
}

std::string Select::list(std::string_view method, std::string_view keyword,
                         const Scope& scope) const {
  std::vector<std::string> parts;
  const std::vector<Fragment> selected = column_fragments(scope);
  for (const Chain::Step* step : steps(method)) {
    for (const python::Argument& argument : step->call->arguments) {
      const auto* name = argument.value.as<std::string>();
      if (!name) {
        parts.push_back(render(build(argument.value, scope), scope));
        continue;
      }
      const auto found = std::find_if(selected.begin(), selected.end(),
                                      [&](const Fragment& column) { return column.key == *name; });
      if (found == selected.end()) {
        refuse("." + std::string(method) + "() names '" + *name + "', which is not selected");
      }
      parts.push_back(found->is_label ? quote(found->key) : found->sql);
    }
  }
  return parts.empty() ? std::string() : std::string(keyword) + join(parts, ", ");
}

std::string Select::distinct_sql(const Scope& scope) const {
  const auto found = steps("distinct");
  if (found.empty()) return {};
  std::vector<std::string> parts;
  for (const python::Argument& argument : found.back()->call->arguments) {
    parts.push_back(render(build(argument.value, scope), scope));
  }
  return parts.empty() ? "DISTINCT " : "DISTINCT ON (" + join(parts, ", ") + ") ";
}

std::string Select::limits_sql(const Scope& scope) const {
  std::string sql;
  const auto limit = steps("limit");
  const auto offset = steps("offset");
  const auto value = [&](const Chain::Step* step) {
    if (step->call->arguments.empty()) refuse(".limit() has no argument");
    return render(build(step->call->arguments.front().value, scope), scope);
  };
  if (!limit.empty()) sql += " \n LIMIT " + value(limit.back());
  if (!offset.empty()) {
    if (limit.empty()) sql += "\n LIMIT ALL";
    sql += " OFFSET " + value(offset.back());
  }
  return sql;
}

std::string Select::lock_sql() const {
  const auto found = steps("with_for_update");
  if (found.empty()) return {};
  const Arguments arguments(found.back()->call->arguments,
                            {"with_for_update", "", "nowait read of skip_locked key_share"});
  std::string sql = arguments.flag("read")
                        ? (arguments.flag("key_share") ? " FOR KEY SHARE" : " FOR SHARE")
                    : arguments.flag("key_share") ? " FOR NO KEY UPDATE"
                                                  : " FOR UPDATE";
  if (arguments.has("of")) refuse("with_for_update(of=…) is not read");
  if (arguments.flag("nowait")) sql += " NOWAIT";
  if (arguments.flag("skip_locked")) sql += " SKIP LOCKED";
  return sql;
}

std::string Select::body_sql(const Scope& scope, const std::vector<FromItem>& items,
                             Labels labels) const {
  std::string sql = "SELECT " + distinct_sql(scope) + columns_sql(scope, labels);
  std::vector<std::string> froms;
  for (const FromItem& item : items) froms.push_back(item.sql);
  if (!froms.empty()) sql += " \nFROM " + join(froms, ", ");
  std::vector<Fragment> where = conditions("where", scope);
  for (Fragment& condition : conditions("filter", scope)) where.push_back(std::move(condition));
  if (!where.empty()) sql += " \nWHERE " + render(conjunction(where, "AND", scope), scope);
  sql += list("group_by", " GROUP BY ", scope);
  if (auto having = conditions("having", scope); !having.empty()) {
    sql += " \nHAVING " + render(conjunction(std::move(having), "AND", scope), scope);
  }
  return sql + list("order_by", " ORDER BY ", scope) + limits_sql(scope) + lock_sql();
}

std::string Select::compound(std::string_view op, const Scope& scope) const {
  std::vector<std::string> parts;
  for (const python::Argument& argument : call_arguments(*chain_.base)) {
    parts.push_back(select_sql(argument.value, scope));
  }
  return join(parts, op);
}

std::string Select::sql(Labels labels) {
  constexpr std::size_t deepest = 8;
  if (scope_.depth >= deepest) refuse(scope_.label + " has subqueries that are nested too deeply");
  if (const std::string_view op = compound_sql(*chain_.base); !op.empty()) {
    if (start_.next_step != chain_.steps.size()) refuse("a method of a union is not read");
    Scope inner = scope_;
    ++inner.depth;
    return compound(op, inner);
  }
  // The first pass finds the tables, which the subqueries of the second one need.
  Scope inner = scope_;
  ++inner.depth;
  inner.anonymous = std::make_shared<std::map<std::string, int>>(*scope_.anonymous);
  const std::vector<FromItem> found = from_items(inner);
  inner.anonymous = scope_.anonymous;
  for (const FromItem& item : found) add_tables(inner.enclosing, item.tables);
  inner.columns = Scope::Columns::qualified;
  Scope joins = inner;
  joins.anonymous = std::make_shared<std::map<std::string, int>>(*scope_.anonymous);
  return body_sql(inner, correlated(from_items(joins)), labels);
}

std::vector<ReferencedColumn> Select::columns() {
  std::vector<ReferencedColumn> columns;
  for (const Fragment& fragment : column_fragments(scope_)) {
    if (fragment.key.empty()) continue;
    ReferencedColumn column;
    column.name.text = column.key = fragment.key;
    column.type = fragment.type;
    columns.push_back(std::move(column));
  }
  return columns;
}

bool has_only_select_methods(const Chain& chain, const Start& start) {
  return std::all_of(chain.steps.begin() + static_cast<std::ptrdiff_t>(start.next_step),
                     chain.steps.end(),
                     [](const Chain::Step& step) { return is_select_method(step.method); });
}

}  // namespace

bool is_select(const Value& value) {
  if (!value.external()) return false;
  const Chain chain = unwind(value);
  const Start start = find_start(chain);
  if (!start.found) return false;
  if (construct_name(*chain.base) == "exists") return false;
  return has_only_select_methods(chain, start);
}

bool is_exists(const Value& value) {
  if (!value.external()) return false;
  const Chain chain = unwind(value);
  return construct_name(*chain.base) == "exists" &&
         has_only_select_methods(chain, find_start(chain));
}

std::string exists_sql(const Value& exists, const Scope& scope) {
  const Chain chain = unwind(exists);
  const auto arguments = call_arguments(*chain.base);
  if (chain.steps.empty() && arguments.size() == 1 && is_select(arguments.front().value)) {
    return select_sql(arguments.front().value, scope);
  }
  return Select(exists, scope).sql(Labels::where_needed);
}

std::string select_sql(const Value& select, const Scope& scope, Labels labels) {
  return Select(select, scope).sql(labels);
}

std::vector<ReferencedColumn> selected_columns(const Value& select, const Scope& scope) {
  return Select(select, scope).columns();
}

}  // namespace migcheck::alembic
