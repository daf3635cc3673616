#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "policy/script_notes.h"

namespace migcheck {

namespace {

// Why PostgreSQL does not put the new query in place of the old one: its columns have to begin with
// those that are there. Empty where it does, or where that is not known.
// Source: checkViewColumns in src/backend/commands/view.c.
std::string conflict(const Relation& before, const Relation& after) {
  if (!before.complete || !after.complete) return {};
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    const SchemaColumn& old = before.columns[i];
    if (i >= after.columns.size()) return fmt::format("leaves out the column {}", old.name);
    const SchemaColumn& now = after.columns[i];
    if (old.name != now.name) {
      return fmt::format("has {} in the place of the column {}", now.name, old.name);
    }
    const bool known = !old.type.name.name.empty() && !now.type.name.name.empty();
    if (known && old.type != now.type) {
      return fmt::format("changes the type of {} from {} to {}", old.name, to_string(old.type),
                         to_string(now.type));
    }
  }
  return {};
}

}  // namespace

std::optional<Relation> replaced_view(const sql::Operation& operation, const Schema& schema) {
  const auto* view = std::get_if<sql::CreateView>(&operation);
  if (view == nullptr || !view->replace) return std::nullopt;
  const std::string name = schema.qualified(view->view);
  const Relation* known = schema.relation(name);
  const bool is_known = known != nullptr && known->kind == Relation::Kind::view;
  if (!is_known || !schema.is_certain(name)) return std::nullopt;
  return *known;
}

void note_result(StatementFacts& facts, const std::optional<Relation>& replaced,
                 const Schema& schema) {
  const bool query = facts.kind == "create_view" || facts.kind == "create_table_as" ||
                     facts.kind == "create_materialized_view";
  const Relation* made = query ? schema.relation(facts.table) : nullptr;
  if (made == nullptr) return;
  std::set<std::string> met;
  for (const SchemaColumn& column : made->columns) {
    if (!met.insert(column.name).second) facts.doubled_column = column.name;
  }
  if (replaced) facts.view_conflict = conflict(*replaced, *made);
}

}  // namespace migcheck
