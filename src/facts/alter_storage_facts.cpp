#include <algorithm>

#include "facts/builder.h"
#include "facts/storage_options.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

// Storage parameters whose change needs more than SHARE UPDATE EXCLUSIVE.
// Source: the lock modes in PostgreSQL's src/backend/access/common/reloptions.c.
constexpr std::string_view exclusive_options[] = {
    "user_catalog_table", "fastupdate",
    "autosummarize",      "pages_per_range",
    "buffering",          "gin_pending_list_limit",
    "security_barrier",   "security_invoker",
    "check_option",       "length",
};

bool needs_exclusive(const std::string& option) {
  return std::find(std::begin(exclusive_options), std::end(exclusive_options), option) !=
         std::end(exclusive_options);
}

LockMode options_mode(const std::vector<std::string>& options) {
  const bool strong = std::any_of(options.begin(), options.end(), needs_exclusive);
  return strong ? LockMode::access_exclusive : LockMode::share_update_exclusive;
}

// The database's own tablespace is the one that no statement has named.
bool same_tablespace(const std::string& known, const std::string& wanted) {
  return known == wanted || (known.empty() && wanted == "pg_default");
}

bool is_there(const Relation* relation, const std::string& tablespace) {
  return relation != nullptr && relation->complete &&
         same_tablespace(relation->tablespace, tablespace);
}

}  // namespace

void FactBuilder::alter_storage(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  const Relation* relation = schema_.relation(table);
  const std::string schema = unqualified(table).schema;
  switch (action.kind) {
    case Kind::set_options:
      add("set_options", table, options_mode(action.options)).disables_autovacuum =
          !action.reset && disables_autovacuum(action.settings);
      return;
    case Kind::set_logged:
    case Kind::set_unlogged: {
      const bool unlogged =
          relation != nullptr && relation->persistence == sql::Persistence::unlogged;
      const bool changes = unlogged == (action.kind == Kind::set_logged);
      StatementFacts& facts = add(action.kind == Kind::set_logged ? "set_logged" : "set_unlogged",
                                  table, LockMode::access_exclusive);
      const bool known = relation != nullptr && relation->complete;
      rewrites_table(facts, table, known ? ternary(changes) : Ternary::unknown);
      if (!changes || !behaves(Behaviour::unlogged_sequences)) return;
      for (const std::string& sequence : owned_sequences(schema_, table)) {
        lock(facts, sequence, LockMode::access_exclusive);
      }
      return;
    }
    case Kind::set_access_method:
      rewrites_table(add("set_access_method", table, LockMode::access_exclusive), table,
                     action.name == "heap" ? Ternary::no : Ternary::unknown);
      made_.back().setting_value = action.name;
      return;
    case Kind::set_tablespace:
      rewrites_table(add("set_tablespace", table, LockMode::access_exclusive), table,
                     action.name == "pg_default" ? Ternary::no : Ternary::unknown);
      if (!is_there(relation, action.name)) made_.back().tablespace = action.name;
      return;
    case Kind::owner: {
      StatementFacts& facts = add("change_owner", table, LockMode::access_exclusive);
      owns(facts, table);
      return;
    }
    default: {
      StatementFacts& facts = add("cluster_on", table, LockMode::share_update_exclusive);
      lock(facts, schema + "." + action.name, LockMode::share_update_exclusive);
    }
  }
}

// A table's indexes and the sequences of its columns change their owner with it.
// Source: ATExecChangeOwner in PostgreSQL's src/backend/commands/tablecmds.c.
void FactBuilder::owns(StatementFacts& facts, const std::string& table) {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  for (const std::string& index : relation->indexes) {
    lock(facts, index, LockMode::access_exclusive);
  }
  for (const std::string& sequence : owned_sequences(schema_, table)) {
    lock(facts, sequence, LockMode::access_exclusive);
  }
}

void FactBuilder::alter_index(const sql::AlterTable& o) {
  const std::string index = schema_.resolve(o.table);
  const SchemaIndex* known = schema_.index(index);
  for (const sql::AlterAction& action : o.actions) {
    const LockMode mode =
        action.kind == Kind::set_options ? options_mode(action.options)
        : action.kind == Kind::set_statistics || action.kind == Kind::attach_partition
            ? LockMode::share_update_exclusive
            : LockMode::access_exclusive;
    StatementFacts& facts = add("alter_index", index, mode);
    facts.index = index;
    if (action.kind == Kind::set_tablespace) facts.tablespace = action.name;
    if (known != nullptr && same_tablespace(known->tablespace, action.name)) {
      facts.tablespace.clear();
    }
    if (action.kind == Kind::attach_partition) {
      lock(facts, schema_.resolve(action.other), LockMode::access_exclusive);
    }
  }
}

// Attributes of a composite type: tables of that type follow with CASCADE.
void FactBuilder::alter_composite_type(const sql::AlterTable& o) {
  StatementFacts& facts =
      add("alter_composite_type", schema_.resolve_type(o.table), LockMode::access_exclusive);
  for (const auto& [name, relation] : schema_.relations().all()) {
    if (relation->of_type != facts.table) continue;
    lock(facts, name, LockMode::access_exclusive);
    for (const sql::AlterAction& action : o.actions) {
      if (action.kind == Kind::set_type) rewrites_table(facts, name, Ternary::yes);
    }
  }
}

}  // namespace migcheck
