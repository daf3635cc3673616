#include "sql/query_scope.h"

#include <algorithm>

namespace migcheck::sql {

RelationColumns shared(ResultColumns columns) {
  if (!columns) return nullptr;
  return std::make_shared<const std::vector<ResultColumn>>(std::move(*columns));
}

std::vector<std::size_t> Visible::items() const {
  std::vector<std::size_t> all = {item};
  all.insert(all.end(), other.begin(), other.end());
  return all;
}

const ResultColumn* FromItem::column(std::string_view name) const {
  if (!columns) return nullptr;
  const auto found = std::ranges::find(*columns, name, &ResultColumn::name);
  return found == columns->end() ? nullptr : &*found;
}

std::string FromItem::original(const std::string& name) const {
  for (std::size_t i = 0; i < originals.size(); ++i) {
    if ((*columns)[i].name == name) return originals[i];
  }
  return name;
}

const RelationColumns* Level::query(const std::string& name) const {
  for (const Level* level = this; level != nullptr; level = level->outer) {
    if (const auto found = level->queries.find(name); found != level->queries.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

namespace {

using Kind = Resolved::Kind;

Resolved found(const Level& level, std::vector<std::size_t> items, const std::string& name) {
  Resolved resolved{Kind::column, &level, std::move(items), name};
  if (const ResultColumn* column = level.items[resolved.items.front()].column(name)) {
    resolved.type = column->type;
    resolved.collation = column->collation;
  }
  return resolved;
}

// Every table has them. Source: PostgreSQL documentation, 5.6 System Columns.
bool is_system_column(const std::string& name) {
  return name == "tableoid" || name == "xmin" || name == "cmin" || name == "xmax" ||
         name == "cmax" || name == "ctid";
}

bool is_outermost_from(const Level& level) {
  for (const Level* at = level.outer; at != nullptr; at = at->outer) {
    if (!at->items.empty()) return false;
  }
  return true;
}

// In one level; `unknown` without a level where the search goes on outside.
Resolved unqualified(const Level& level, const std::string& name) {
  const Visible* match = nullptr;
  for (const Visible& column : level.visible) {
    if (column.name != name) continue;
    if (match != nullptr) return {Kind::unknown, &level, {}, name};  // ambiguous
    match = &column;
  }
  if (match != nullptr) return found(level, match->items(), name);
  // A relation that is not known must have it where there is no other place.
  if (level.items.size() == 1 && !level.known && is_outermost_from(level) &&
      !level.items[0].relation.name.empty() && level.items[0].alias != name) {
    return found(level, {0}, name);
  }
  if (!level.known) return {Kind::unknown, &level, {}, name};
  for (std::size_t i = 0; i < level.items.size(); ++i) {
    if (level.items[i].alias == name) return {Kind::whole_row, &level, {i}, name};
  }
  return {Kind::unknown, nullptr, {}, name};
}

Resolved qualified(const Level& level, const Name& qualifier, const std::string& name) {
  for (std::size_t i = 0; i < level.items.size(); ++i) {
    const FromItem& item = level.items[i];
    const bool same = qualifier.schema.empty() ? item.alias == qualifier.name
                                               : !item.has_alias && item.relation == qualifier;
    if (!same) continue;
    if (name.empty()) return {Kind::whole_row, &level, {i}, {}};
    const bool may_have = item.column(name) != nullptr || is_system_column(name) ||
                          (!item.columns && !item.relation.name.empty());
    if (!may_have) return {Kind::unknown, &level, {}, name};
    return found(level, {i}, name);
  }
  return {Kind::unknown, nullptr, {}, name};
}

}  // namespace

Resolved resolve(const Level& level, const PgQuery__ColumnRef* reference) {
  const std::span<Node* const> fields = MIGCHECK_LIST(reference, fields);
  if (fields.empty()) return {};
  const std::string name = string_of(fields.back());  // empty for *
  for (const Level* at = &level; at != nullptr; at = at->outer) {
    Resolved resolved = fields.size() == 1
                            ? unqualified(*at, name)
                            : qualified(*at, name_of(fields.first(fields.size() - 1)), name);
    resolved.local = at == &level;
    if (resolved.level != nullptr) return resolved;
  }
  return {};
}

}  // namespace migcheck::sql
