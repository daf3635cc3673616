#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

void FactBuilder::operator()(const sql::Truncate& o) {
  for (const sql::Name& name : o.tables) {
    const std::string table = schema_.resolve(name);
    StatementFacts& facts = add("truncate", table, LockMode::access_exclusive);
    facts.cascade = o.cascade;
    facts.own_object = own(table, schema_.relation(table) != nullptr);
    for (const std::string& taken : truncated(table, o)) {
      truncate(facts, taken, o.restart_identity);
      const bool named = std::ranges::any_of(
          o.tables, [&](const sql::Name& other) { return schema_.resolve(other) == taken; });
      const bool below = !std::ranges::count(schema_.descendants(table), taken);
      if (named || !below || context_.transaction.is_new(taken)) continue;
      facts.also_truncated.push_back(taken);
    }
  }
}

// The table, what is below it, and with CASCADE the tables that point to any of them.
std::vector<std::string> FactBuilder::truncated(const std::string& table,
                                                const sql::Truncate& o) const {
  std::vector<std::string> pending = {table};
  std::vector<std::string> closure;
  while (!pending.empty()) {
    const std::string current = pending.back();
    pending.pop_back();
    if (std::find(closure.begin(), closure.end(), current) != closure.end()) continue;
    closure.push_back(current);
    if (!o.only) {
      for (const std::string& child : schema_.descendants(current)) pending.push_back(child);
    }
    if (!o.cascade) continue;
    for (const std::string& child : schema_.referencing(current)) pending.push_back(child);
  }
  return closure;
}

// A table and its indexes get new, empty files: nothing of them is read or copied. What the same
// transaction has made is emptied in place.
void FactBuilder::truncate(StatementFacts& facts, const std::string& table, bool restart) {
  const bool in_place = context_.transaction.is_new(table);
  lock(facts, table, LockMode::access_exclusive, Ternary::no,
       ternary(has_storage(table) && !in_place));
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr || in_place || !has_storage(table)) return;
  for (const std::string& index : relation->indexes) rebuilds_index(facts, index);
  if (!restart) return;
  for (const std::string& sequence : owned_sequences(schema_, table)) {
    lock(facts, sequence, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::LockTable& o) {
  for (const sql::Name& name : o.tables) {
    const std::string table = schema_.resolve(name);
    StatementFacts& facts = add("lock_table", table, o.mode);
    lock_below(facts, table, o);
  }
}

// LOCK reaches what is below a table, and the tables that a view reads.
void FactBuilder::lock_below(StatementFacts& facts, const std::string& relation,
                             const sql::LockTable& o) {
  lock(facts, relation, o.mode);
  const Relation* known = schema_.relation(relation);
  if (known == nullptr) return;
  if (known->kind == Relation::Kind::view) {
    for (const std::string& read : known->reads) lock_below(facts, read, o);
  }
  if (o.only) return;
  for (const std::string& child : schema_.descendants(relation)) lock(facts, child, o.mode);
}

}  // namespace migcheck
