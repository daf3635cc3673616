#include <algorithm>
#include <utility>

#include "sql/query_reader.h"

// What FROM brings in.
namespace migcheck::sql {

namespace {

// Without what JOIN does not show a second time.
void erase_visible(Level& level, std::size_t from, std::size_t to, const std::string& name) {
  const auto begin = level.visible.begin();
  level.visible.erase(std::remove_if(begin + static_cast<std::ptrdiff_t>(from),
                                     begin + static_cast<std::ptrdiff_t>(to),
                                     [&](const Visible& column) { return column.name == name; }),
                      begin + static_cast<std::ptrdiff_t>(to));
}

const Visible* one_of(const Level& level, std::size_t from, std::size_t to,
                      const std::string& name) {
  const Visible* match = nullptr;
  for (std::size_t i = from; i < to; ++i) {
    if (level.visible[i].name != name) continue;
    if (match != nullptr) return nullptr;
    match = &level.visible[i];
  }
  return match;
}

std::vector<std::string> common_names(const Level& level, std::size_t from, std::size_t middle) {
  std::vector<std::string> names;
  for (std::size_t i = from; i < middle; ++i) {
    for (std::size_t j = middle; j < level.visible.size(); ++j) {
      if (level.visible[i].name == level.visible[j].name) names.emplace_back(level.visible[i].name);
    }
  }
  return names;
}

}  // namespace

// The names of an alias list stand in place of the item's own.
void QueryReader::rename_columns(FromItem& item, const std::vector<std::string>& names) {
  item.renamed = names.size();
  if (!item.columns || names.empty()) return;
  if (names.size() > item.columns->size()) failed_ = true;
  std::vector<ResultColumn> columns = *item.columns;
  for (std::size_t i = 0; i < names.size() && i < columns.size(); ++i) {
    item.originals.push_back(std::exchange(columns[i].name, names[i]));
  }
  item.columns = shared(std::move(columns));
}

void QueryReader::push_item(FromItem item, const PgQuery__Alias* alias, Level& level) {
  if (alias != nullptr) {
    item.alias = text_of(alias->aliasname);
    item.has_alias = true;
    rename_columns(item, strings_of(MIGCHECK_LIST(alias, colnames)));
  }
  const std::size_t index = level.items.size();
  // a.t and b.t: PostgreSQL tells them apart, but t alone does not.
  if (!item.alias.empty() &&
      std::ranges::find(level.items, item.alias, &FromItem::alias) != level.items.end()) {
    failed_ = true;
  }
  level.known = level.known && item.columns != nullptr;
  if (item.columns) {
    for (const ResultColumn& column : *item.columns) {
      level.visible.push_back({column.name, index, {}});
    }
  }
  level.items.push_back(std::move(item));
}

void QueryReader::add_relation(const PgQuery__RangeVar* relation, Level& level) {
  FromItem item;
  const Name name = name_of(relation);
  item.alias = name.name;
  const RelationColumns* query = name.schema.empty() ? level.query(name.name) : nullptr;
  if (query != nullptr) {
    item.columns = *query;
  } else {
    item.relation = name;
    if (catalog_.columns) item.columns = catalog_.columns(name);
  }
  push_item(std::move(item), relation->alias, level);
}

// LATERAL or not: a name that is not its own is looked up around it.
void QueryReader::add_subquery(const PgQuery__RangeSubselect* subquery, Level& level) {
  FromItem item;
  item.columns = shared(query(subquery->subquery, subquery->lateral ? &level : level.outer));
  push_item(std::move(item), subquery->alias, level);
}

// Its columns are known where they are listed: f() AS t (a int), f() AS t (a).
void QueryReader::add_function(const PgQuery__RangeFunction* function, Level& level) {
  for (const Node* part : MIGCHECK_LIST(function, functions)) read_expression(part, level);
  FromItem item;
  std::vector<ResultColumn> columns;
  for (const Node* node : MIGCHECK_LIST(function, coldeflist)) {
    if (node->node_case != PG_QUERY__NODE__NODE_COLUMN_DEF) continue;
    columns.push_back({text_of(node->column_def->colname), type_of(node->column_def->type_name)});
  }
  if (columns.empty() && function->alias != nullptr) {
    for (const std::string& name : strings_of(MIGCHECK_LIST(function->alias, colnames))) {
      columns.push_back({name, std::nullopt});
    }
  }
  if (!columns.empty()) item.columns = shared(std::move(columns));
  push_item(std::move(item), function->alias, level);
}

namespace {

Visible merged_column(const Visible& left, const Visible& right, PgQuery__JoinType type) {
  const bool from_right = type == PG_QUERY__JOIN_TYPE__JOIN_RIGHT;
  Visible both = from_right ? right : left;
  const std::vector<std::size_t> others = (from_right ? left : right).items();
  both.other.insert(both.other.end(), others.begin(), others.end());
  both.merged = left.merged || right.merged || type == PG_QUERY__JOIN_TYPE__JOIN_FULL;
  return both;
}

}  // namespace

// USING shows a column once, before the others; of both sides.
void QueryReader::merge(const PgQuery__JoinExpr* join, Level& level, std::size_t from,
                        std::size_t middle) {
  std::vector<std::string> names = strings_of(MIGCHECK_LIST(join, using_clause));
  if (join->is_natural) {
    if (!level.known) failed_ = true;
    names = common_names(level, from, middle);
  }
  std::vector<Visible> merged;
  for (const std::string& name : names) {
    const Visible* left = one_of(level, from, middle, name);
    const Visible* right = one_of(level, middle, level.visible.size(), name);
    if (left == nullptr || right == nullptr) {
      failed_ = true;
      return;
    }
    Visible both = merged_column(*left, *right, join->jointype);
    for (const std::size_t index : both.items()) {
      if (hooks_.join_column && !quiet_) hooks_.join_column(level.items[index], name);
    }
    erase_visible(level, middle, level.visible.size(), name);
    const std::size_t before = level.visible.size();
    erase_visible(level, from, middle, name);
    middle -= before - level.visible.size();
    merged.push_back(std::move(both));
  }
  level.visible.insert(level.visible.begin() + static_cast<std::ptrdiff_t>(from), merged.begin(),
                       merged.end());
}

void QueryReader::add_join(const PgQuery__JoinExpr* join, Level& level) {
  const std::size_t from = level.visible.size();
  add_item(join->larg, level);
  const std::size_t middle = level.visible.size();
  add_item(join->rarg, level);
  if (join->n_using_clause > 0 || join->is_natural) merge(join, level, from, middle);
  if (join->quals != nullptr) read_expression(join->quals, level);
  // (a JOIN b) AS j hides the names of both.
  if (join->alias != nullptr || join->join_using_alias != nullptr) failed_ = true;
}

void QueryReader::add_item(const Node* node, Level& level) {
  if (node == nullptr) return;
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_RANGE_VAR:
      add_relation(node->range_var, level);
      return;
    case PG_QUERY__NODE__NODE_RANGE_SUBSELECT:
      add_subquery(node->range_subselect, level);
      return;
    case PG_QUERY__NODE__NODE_RANGE_FUNCTION:
      add_function(node->range_function, level);
      return;
    case PG_QUERY__NODE__NODE_JOIN_EXPR:
      add_join(node->join_expr, level);
      return;
    case PG_QUERY__NODE__NODE_RANGE_TABLE_SAMPLE:
      add_item(node->range_table_sample->relation, level);
      return;
    default:
      failed_ = true;
  }
}

}  // namespace migcheck::sql
