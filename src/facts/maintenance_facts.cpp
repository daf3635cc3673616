#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

void FactBuilder::reindex_index(StatementFacts& facts, const std::string& index,
                                const sql::Reindex& o) {
  if (o.concurrently) {
    add_lock(facts.locks,
             {index, LockMode::share_update_exclusive, Ternary::no, Ternary::no, Ternary::yes});
  } else {
    rebuilds_index(facts, index);
  }
}

void FactBuilder::reindex_table(StatementFacts& facts, const std::string& table,
                                const sql::Reindex& o) {
  const LockMode mode = o.concurrently ? LockMode::share_update_exclusive : LockMode::share;
  std::vector<std::string> tables = {table};
  if (is_partitioned(table)) {
    facts.fails_in_transaction = true;
    lock(facts, table, mode);
    tables = schema_.descendants(table);
  }
  for (const std::string& part : tables) {
    if (!has_storage(part)) continue;
    const Relation* relation = schema_.relation(part);
    const bool known = relation != nullptr;
    const bool any = known && !relation->indexes.empty();
    lock(facts, part, mode, any ? Ternary::yes : known ? Ternary::no : Ternary::unknown);
    if (!known) continue;
    for (const std::string& index : relation->indexes) reindex_index(facts, index, o);
  }
}

void FactBuilder::operator()(const sql::Reindex& o) {
  StatementFacts& facts = add("reindex");
  facts.concurrently = o.concurrently;
  using Kind = sql::Reindex::Kind;
  const bool whole = o.kind != Kind::index && o.kind != Kind::table;
  facts.fails_in_transaction = o.concurrently || whole;
  const std::string name = whole ? o.object.name : schema_.resolve(o.object);
  facts.object = name;
  may_fail(facts, RowFailure::depends);
  if (o.kind == Kind::index) {
    const LockMode mode = o.concurrently ? LockMode::share_update_exclusive : LockMode::share;
    facts.index = name;
    const SchemaIndex* index = schema_.index(name);
    if (index == nullptr) {
      reindex_index(facts, name, o);
      facts.locks_complete = false;
      return;
    }
    facts.table = index->table;
    if (is_partitioned(index->table)) {
      facts.fails_in_transaction = true;
      reindex_partitions(facts, name, o);
    } else {
      lock(facts, index->table, mode, Ternary::yes);
      reindex_index(facts, name, o);
    }
  } else if (o.kind == Kind::table) {
    facts.table = name;
    reindex_table(facts, name, o);
  } else {
    for (const auto& [key, relation] : schema_.relations().all()) {
      if (o.kind == Kind::schema && !key.starts_with(name + ".")) continue;
      if (o.kind == Kind::system || !has_storage(key)) continue;
      reindex_table(facts, key, o);
    }
  }
  facts.new_table = !facts.table.empty() && context_.transaction.is_new(facts.table);
}

void FactBuilder::reindex_partitions(StatementFacts& facts, const std::string& parent,
                                     const sql::Reindex& o) {
  const LockMode mode = o.concurrently ? LockMode::share_update_exclusive : LockMode::share;
  const SchemaIndex* whole = schema_.index(parent);
  if (whole == nullptr) return;
  for (const SchemaIndex* index : schema_.parts_of(*whole)) {
    if (is_partitioned(index->table)) {
      reindex_partitions(facts, index->name, o);
      continue;
    }
    lock(facts, index->table, mode, Ternary::yes);
    reindex_index(facts, index->name, o);
  }
}

// VACUUM FULL and CLUSTER: a copy takes the table's place, with all indexes built anew.
void FactBuilder::rewrites_in_place(StatementFacts& facts, const std::string& table) {
  std::vector<std::string> tables = {table};
  if (is_partitioned(table)) tables = schema_.descendants(table);
  for (const std::string& part : tables) {
    if (!has_storage(part)) continue;
    lock(facts, part, LockMode::access_exclusive);
    rewrites_table(facts, part, Ternary::yes);
  }
}

void FactBuilder::operator()(const sql::Vacuum& o) {
  const std::string kind = o.vacuum ? "vacuum" : "analyze";
  const LockMode mode = o.full ? LockMode::access_exclusive : LockMode::share_update_exclusive;
  for (const sql::Name& name : o.tables) {
    StatementFacts& facts = add(kind, schema_.resolve(name), mode);
    facts.full = o.full;
    facts.fails_in_transaction = o.vacuum;
    if (o.full) {
      rewrites_in_place(facts, facts.table);
    } else {
      for (const std::string& child : schema_.descendants(facts.table)) {
        if (is_partitioned(facts.table) || behaves(Behaviour::maintenance_reaches_children)) {
          lock(facts, child, mode);
        }
      }
    }
  }
  if (!o.tables.empty()) return;
  StatementFacts& facts = add(kind);
  facts.fails_in_transaction = o.vacuum;
  for (const auto& [name, relation] : schema_.relations().all()) {
    if (has_storage(name) || is_partitioned(name)) lock(facts, name, mode);
    if (o.full) rewrites_in_place(facts, name);
  }
}

void FactBuilder::operator()(const sql::Cluster& o) {
  if (!o.table.name.empty()) {
    StatementFacts& facts = add("cluster", schema_.resolve(o.table), LockMode::access_exclusive);
    facts.index = o.index;
    facts.fails_in_transaction = is_partitioned(facts.table);
    rewrites_in_place(facts, facts.table);
    return;
  }
  StatementFacts& facts = add("cluster");
  facts.fails_in_transaction = true;
  for (const auto& [name, index] : schema_.indexes().all()) {
    if (index->clustered) rewrites_in_place(facts, index->table);
  }
}

// What CONCURRENTLY needs: rows, and a unique index over columns, without a condition.
// Source: ExecRefreshMatView in PostgreSQL's src/backend/commands/matview.c.
void FactBuilder::describe_view(StatementFacts& facts, const Relation& view,
                                const sql::Refresh& o) {
  facts.populated = ternary(view.populated && o.with_data);
  const bool known = view.complete && schema_.is_certain(facts.table);
  facts.has_unique_index = known ? Ternary::no : Ternary::unknown;
  for (const std::string& name : view.indexes) {
    const SchemaIndex* index = schema_.index(name);
    if (index == nullptr || !index->unique || index->where) continue;
    const bool plain = std::ranges::find(index->columns, "") == index->columns.end();
    if (plain) facts.has_unique_index = Ternary::yes;
  }
}

void FactBuilder::operator()(const sql::Refresh& o) {
  StatementFacts& facts = add("refresh", schema_.resolve(o.view),
                              o.concurrently ? LockMode::exclusive : LockMode::access_exclusive);
  facts.concurrently = o.concurrently;
  may_fail(facts, RowFailure::depends);
  const Relation* view = schema_.relation(facts.table);
  facts.populated = o.with_data ? Ternary::unknown : Ternary::no;
  if (view != nullptr) describe_view(facts, *view, o);
  if (view == nullptr) {
    facts.locks_complete = false;
  } else if (o.with_data) {
    std::vector<sql::Name> names;
    for (const std::string& read : view->reads) names.push_back(unqualified(read));
    reads(facts, names, view->extent);
  }
  if (o.concurrently) {
    scans(facts, Ternary::yes);
    lock_indexes(facts, facts.table, LockMode::row_exclusive);
    return;
  }
  const bool indexed = view != nullptr && !view->indexes.empty();
  lock(facts, facts.table, LockMode::access_exclusive, ternary(indexed && o.with_data),
       Ternary::yes);
  if (view == nullptr) return;
  for (const std::string& index : view->indexes) rebuilds_index(facts, index);
}

}  // namespace migcheck
