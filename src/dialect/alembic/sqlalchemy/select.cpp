#include "dialect/alembic/sqlalchemy/select.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;
using Kind = Fragment::Kind;

namespace {

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

Fragment whole_column(const TableReferencePtr& table, const ReferencedColumn& declared) {
  Fragment column;
  column.kind = Kind::column;
  column.sql = table->qualifier() + "." + quote(declared.name);
  column.key = declared.key;
  column.type = declared.type;
  column.tables = {table};
  return column;
}

void refuse_text_condition(const Value& condition) {
  if (condition.as<std::string>()) alembic_refuses("a string as a condition: it needs text()");
}

bool is_number(const Value& value) { return value.as<std::int64_t>() || value.as<double>(); }

// A plain number among the columns is SQL, without a name.
Fragment number_column(const Value& value, const Scope& scope) {
  Fragment column = build(value, scope);
  column.sql = render(column, scope);
  column.kind = Kind::text;
  column.literal.reset();
  column.anonymous_name.clear();
  return column;
}

// The names that SELECT gives to its columns.
// Source: SQLAlchemy's Select._generate_columns_plus_names.
class ColumnNames {
 public:
  ColumnNames(const Scope& scope, Labels labels) : scope_(scope), labels_(labels) {}

  // What comes behind AS; empty: nothing.
  std::string name_of(const Fragment& column, const std::string& sql) {
    if (column.is_label) return column.key;
    if (column.is_proxy) {
      const bool is_new = names_.emplace(column.key, sql).second;
      return is_new ? column.key : scope_.next_anonymous(column.key + "_");
    }
    if (column.kind == Kind::column && !column.key.empty()) return column_name(column, sql);
    return column.anonymous_name.empty() ? "" : scope_.next_anonymous(column.anonymous_name);
  }

 private:
  std::string column_name(const Fragment& column, const std::string& sql) {
    if (!selected_.insert(sql).second) return scope_.next_anonymous(column.key + "_");
    if (!names_.emplace(column.key, sql).second) return scope_.next_anonymous(column.key);
    return labels_ == Labels::always ? column.key : "";
  }

  const Scope& scope_;
  Labels labels_;
  std::map<std::string, std::string> names_;  // name → what it stands for
  std::set<std::string> selected_;
};

std::vector<Fragment> fragments_of(const std::vector<Value>& values, const Scope& scope) {
  std::vector<Fragment> fragments;
  for (const Value& value : values) {
    if (const TableReferencePtr table = lower_table_reference(value, scope.options)) {
      for (const ReferencedColumn& column : table->columns) {
        fragments.push_back(whole_column(table, column));
      }
    } else {
      fragments.push_back(is_number(value) ? number_column(value, scope) : build(value, scope));
    }
  }
  return fragments;
}

// "t.a", "max(t.a) AS max_1", "t.a AS b"
std::string named_columns(const std::vector<Fragment>& columns, const Scope& scope, Labels labels) {
  ColumnNames names(scope, labels);
  std::vector<std::string> parts;
  for (const Fragment& column : columns) {
    const std::string sql = render(column, scope);
    const std::string name = names.name_of(column, sql);
    parts.push_back(name.empty() ? sql : sql + " AS " + quote(name));
  }
  return join(parts, ", ");
}

// Whether ORDER BY says the name of a label instead of its expression.
bool is_selected_label(const Fragment& fragment, const std::vector<Fragment>& selected) {
  return fragment.is_label &&
         std::any_of(selected.begin(), selected.end(), [&](const Fragment& column) {
           return column.is_label && column.key == fragment.key;
         });
}

// The tables behind FOR UPDATE OF.
std::string locked_tables(const Value& of, const Scope& scope) {
  std::vector<std::string> parts;
  for (const Value& item : of.sequence() ? of.sequence()->items : python::Values{of}) {
    std::vector<TableReferencePtr> tables = {lower_table_reference(item, scope.options)};
    if (!tables.front()) tables = build(item, scope).tables;
    for (const TableReferencePtr& table : tables) {
      parts.push_back(quote(table->alias ? *table->alias : table->name));
    }
  }
  return join(parts, ", ");
}

bool needs_grouping(const Value& operand) {
  const Chain chain = unwind(operand);
  return !find_start(chain).compound.empty() || chain.find("limit") || chain.find("offset") ||
         chain.find("order_by");
}

// Names and texts only: columns of the operands would be resolved.
std::string compound_order(const Value& value, const Scope& scope) {
  const Fragment fragment = build(value, scope);
  if (!fragment.tables.empty()) refuse("the order of a union that names columns is not read");
  return render(fragment, scope);
}

}  // namespace

Select::Select(const Value& value, const Scope& scope) : scope_(scope), chain_(unwind(value)) {
  start_ = find_start(chain_);
}

std::string columns_sql(const std::vector<Value>& columns, const Scope& scope) {
  return named_columns(fragments_of(columns, scope), scope, Labels::where_needed);
}

std::vector<const Chain::Step*> Select::steps(std::string_view method) const {
  std::vector<const Chain::Step*> found;
  for (std::size_t i = start_.next_step; i < chain_.steps.size(); ++i) {
    if (chain_.steps[i].method == method) found.push_back(&chain_.steps[i]);
  }
  return found;
}

std::vector<Value> Select::column_values() const {
  std::vector<Value> values;
  if (start_.table) {
    values.push_back(*start_.table);
  } else {
    append_values(values, call_arguments(*chain_.base));
  }
  for (const Chain::Step* step : steps("with_only_columns")) {
    values.clear();
    append_values(values, step->call->arguments);
  }
  for (const std::string_view method : {"add_columns", "column"}) {
    for (const Chain::Step* step : steps(method)) append_values(values, step->call->arguments);
  }
  return values;
}

std::vector<Fragment> Select::column_fragments(const Scope& scope) const {
  return fragments_of(column_values(), scope);
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

std::vector<Fragment> Select::all_conditions(const Scope& scope) const {
  std::vector<Fragment> all = conditions("where", scope);
  for (Fragment& condition : conditions("filter", scope)) all.push_back(std::move(condition));
  for (Fragment& condition : named_conditions(scope)) all.push_back(std::move(condition));
  return all;
}

// filter_by(name=value): a column of the one table that is selected from.
std::vector<Fragment> Select::named_conditions(const Scope& scope) const {
  std::vector<Fragment> all;
  const auto given = steps("filter_by");
  if (given.empty()) return all;
  std::vector<TableReferencePtr> tables;
  for (const Fragment& column : column_fragments(scope)) add_tables(tables, column.tables);
  if (tables.size() != 1 || chain_.find("join") || chain_.find("outerjoin") ||
      chain_.find("select_from") || chain_.find("join_from")) {
    refuse(scope.label + " has .filter_by() beside several tables, which is not read");
  }
  for (const Chain::Step* step : given) {
    for (const python::Argument& argument : step->call->arguments) {
      const ReferencedColumn* column = tables.front()->find(argument.keyword);
      if (!column) alembic_refuses(".filter_by(" + argument.keyword + "=…), which is no column");
      const Fragment value = build(argument.value, inside_operator(scope));
      all.push_back(binary(whole_column(tables.front(), *column), "=", value, scope));
    }
  }
  return all;
}

std::string Select::columns_sql(const Scope& scope, Labels labels) const {
  if (construct_name(*chain_.base) == "exists" && column_values().empty()) return "*";
  return named_columns(column_fragments(scope), scope, labels);
}

// A string in ORDER BY or GROUP BY names a column that is selected.
std::string Select::name_clause(const std::string& name, std::string_view method,
                                const Scope& scope) const {
  const std::vector<Fragment> selected = column_fragments(scope);
  const auto found = std::find_if(selected.begin(), selected.end(),
                                  [&](const Fragment& column) { return column.key == name; });
  if (found == selected.end()) {
    refuse("." + std::string(method) + "() names '" + name + "', which is not selected");
  }
  return found->is_label ? quote(found->key) : found->sql;
}

std::string Select::list(std::string_view method, std::string_view keyword,
                         const Scope& scope) const {
  std::vector<std::string> parts;
  std::vector<Fragment> selected;
  if (method == "order_by" && !steps(method).empty()) selected = column_fragments(scope);
  for (const Chain::Step* step : steps(method)) {
    for (const python::Argument& argument : step->call->arguments) {
      if (const auto* name = argument.value.as<std::string>()) {
        parts.push_back(name_clause(*name, method, scope));
        continue;
      }
      if (argument.value.is_none() && step->call->arguments.size() == 1) {
        parts.clear();  // .order_by(None) takes back what came before it
        continue;
      }
      const Fragment fragment = build(argument.value, scope);
      parts.push_back(is_selected_label(fragment, selected) ? quote(fragment.key) + fragment.order
                                                            : render(fragment, scope));
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
  const auto value = [&](std::string_view method) -> std::string {
    const auto found = steps(method);
    if (found.empty()) return {};
    if (found.back()->call->arguments.empty()) refuse("." + std::string(method) + "() of nothing");
    const Value& given = found.back()->call->arguments.front().value;
    return given.is_none() ? std::string() : render(build(given, scope), scope);
  };
  const std::string limit = value("limit");
  const std::string offset = value("offset");
  std::string sql;
  if (!limit.empty()) sql += " \n LIMIT " + limit;
  if (!offset.empty()) {
    if (limit.empty()) sql += "\n LIMIT ALL";
    sql += " OFFSET " + offset;
  }
  return sql;
}

std::string Select::lock_sql(const Scope& scope) const {
  const auto found = steps("with_for_update");
  if (found.empty()) return {};
  const Arguments arguments(found.back()->call->arguments,
                            {"with_for_update", "", "nowait read of skip_locked key_share"});
  std::string sql = arguments.flag("read")
                        ? (arguments.flag("key_share") ? " FOR KEY SHARE" : " FOR SHARE")
                    : arguments.flag("key_share") ? " FOR NO KEY UPDATE"
                                                  : " FOR UPDATE";
  if (arguments.has("of")) sql += " OF " + locked_tables(arguments.at("of"), scope);
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
  const std::string where = render(conjunction(all_conditions(scope), "AND", scope), scope);
  if (!where.empty()) sql += " \nWHERE " + where;
  sql += list("group_by", " GROUP BY ", scope);
  if (auto having = conditions("having", scope); !having.empty()) {
    sql += " \nHAVING " + render(conjunction(std::move(having), "AND", scope), scope);
  }
  return sql + list("order_by", " ORDER BY ", scope) + limits_sql(scope) + lock_sql(scope);
}

// Source: SQLAlchemy's CompoundSelect: an operand with an order or limits of its own, or that is
// a union itself, comes in parentheses.
std::string Select::compound_sql(const Scope& scope, Labels labels) const {
  std::vector<std::string> parts;
  for (const Value& operand : start_.operands) {
    const std::string sql = select_sql(operand, scope, labels);
    parts.push_back(needs_grouping(operand) ? "(" + sql + ")" : sql);
  }
  std::string sql = join(parts, start_.compound);
  std::vector<std::string> order;
  for (const Chain::Step* step : steps("order_by")) {
    for (const python::Argument& argument : step->call->arguments) {
      const auto* name = argument.value.as<std::string>();
      order.push_back(name ? quote(*name) : compound_order(argument.value, scope));
    }
  }
  if (!order.empty()) sql += " ORDER BY " + join(order, ", ");
  return sql + limits_sql(scope);
}

std::string Select::sql(Labels labels) {
  constexpr std::size_t deepest = 8;
  if (scope_.depth >= deepest) refuse(scope_.label + " has subqueries that are nested too deeply");
  if (!start_.compound.empty()) {
    Scope inner = scope_;
    ++inner.depth;
    return compound_sql(inner, labels);
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
  if (!start_.compound.empty()) return selected_columns(start_.operands.front(), scope_);
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

}  // namespace migcheck::alembic
