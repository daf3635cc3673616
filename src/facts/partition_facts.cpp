#include <algorithm>

#include "facts/attachment.h"
#include "facts/builder.h"
#include "schema/render.h"

namespace migcheck {

namespace {

// Whether the index of the partitioned table will be made for the partition, which reads all of it.
bool lacks_index(const Schema& schema, const Relation& partition, const SchemaIndex& parent) {
  return std::ranges::none_of(partition.indexes, [&](const std::string& name) {
    const SchemaIndex* own = schema.index(name);
    return own != nullptr && own->keys == parent.keys && own->where == parent.where &&
           own->unique == parent.unique && own->method == parent.method;
  });
}

// Source: AttachPartitionEnsureIndexes in PostgreSQL's src/backend/commands/tablecmds.c.
bool builds_index(const Schema& schema, const std::string& parent, const std::string& partition) {
  const Relation* above = schema.relation(parent);
  const Relation* part = schema.relation(partition);
  if (above == nullptr || part == nullptr) return false;
  return std::ranges::any_of(above->indexes, [&](const std::string& name) {
    const SchemaIndex* index = schema.index(name);
    return index != nullptr && lacks_index(schema, *part, *index);
  });
}

// What is proven of a table holds for its partitions; where it is not, each of them may still be
// left out.
Ternary attached_scan(const Attachment& attachment, bool itself) {
  if (itself || attachment.proven == Ternary::yes) return opposite(attachment.proven);
  return Ternary::unknown;
}

}  // namespace

void FactBuilder::attach(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add("attach_partition", table, LockMode::share_update_exclusive);
  facts.object = schema_.resolve(action.other);
  const Attachment attachment = attachment_of(table, facts.object, action, schema_);
  describe_partition(facts, table);
  if (!context_.transaction.is_new(facts.object)) {
    facts.partition.scan = opposite(attachment.proven);
  }
  may_fail(facts, RowFailure::depends);
  std::vector<std::string> below = schema_.descendants(facts.object);
  below.insert(below.begin(), facts.object);
  const bool indexed = builds_index(schema_, table, facts.object);
  for (const std::string& part : below) {
    Ternary scan = attached_scan(attachment, part == facts.object);
    if (indexed) scan = Ternary::yes;
    lock(facts, part, LockMode::access_exclusive, has_storage(part) ? scan : Ternary::no);
  }
  takes_from_parent(facts, table, Ternary::yes);
  if (action.default_bound) return;
  if (!facts.partition.default_partition.empty()) {
    facts.partition.default_scan = opposite(attachment.proven_for_default);
  }
  lock_default_partition(facts, table, opposite(attachment.proven_for_default));
}

// A new partition gets indexes, foreign keys, and is pointed to like its parent.
// Source: AttachPartitionEnsureIndexes, CloneForeignKeyConstraints in
// PostgreSQL's src/backend/commands/tablecmds.c; DefineRelation there.
void FactBuilder::takes_from_parent(StatementFacts& facts, const std::string& parent,
                                    Ternary has_rows) {
  const Relation* above = schema_.relation(parent);
  if (above == nullptr) return;
  for (const std::string& index : above->indexes) {
    lock(facts, index, LockMode::share_update_exclusive);
  }
  for (const SchemaConstraint& constraint : above->constraints) {
    if (constraint.references.empty()) continue;
    lock(facts, constraint.references, LockMode::share_row_exclusive, has_rows);
  }
  if (!behaves(Behaviour::new_partition_locks_referencing)) return;
  for (const std::string& child : referencing_partition(parent)) {
    lock(facts, child, LockMode::share_row_exclusive);
  }
}

// Tables with a foreign key to the partitioned table, or to one above it.
std::vector<std::string> FactBuilder::referencing_partition(const std::string& table) const {
  std::vector<std::string> tables = schema_.referencing(table);
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return tables;
  for (const std::string& parent : relation->parents) {
    if (!is_partitioned(parent)) continue;
    for (const std::string& child : referencing_partition(parent)) tables.push_back(child);
  }
  return tables;
}

void FactBuilder::detach(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  const bool weak = action.concurrently || action.finalize;
  StatementFacts& facts = add("detach_partition", table,
                              weak ? LockMode::share_update_exclusive : LockMode::access_exclusive);
  facts.object = schema_.resolve(action.other);
  describe_partition(facts, table);
  facts.concurrently = facts.fails_in_transaction = action.concurrently;
  facts.steps = {"ALTER TABLE " + rendered_name(table) + " DETACH PARTITION " +
                 rendered_name(facts.object) + " CONCURRENTLY"};
  const bool strong = behaves(Behaviour::detach_locks_partition);
  lock(facts, facts.object, strong ? LockMode::access_exclusive : LockMode::share_update_exclusive);
  if (!referencing_partition(table).empty()) may_fail(facts, RowFailure::depends);
  if (const Relation* part = schema_.relation(facts.object)) {
    for (const std::string& name : part->indexes) {
      const SchemaIndex* index = schema_.index(name);
      if (index == nullptr || index->parent.empty()) continue;
      lock(facts, name, LockMode::access_exclusive);
    }
  }
  if (!weak) lock_default_partition(facts, table, Ternary::no);
}

void FactBuilder::inherit(const sql::AlterAction& action) {
  const bool adds = action.kind == sql::AlterAction::Kind::inherit;
  StatementFacts& facts =
      add(adds ? "inherit" : "no_inherit", targets_.front(), LockMode::access_exclusive);
  lock(facts, schema_.resolve(action.other),
       adds ? LockMode::share_update_exclusive : LockMode::access_share);
}

// Rows that belong to a new partition may be in the default one, so that it is read.
void FactBuilder::lock_default_partition(StatementFacts& facts, const std::string& parent,
                                         Ternary scan) {
  const Relation* relation = schema_.relation(parent);
  if (relation == nullptr) return;
  for (const std::string& child : relation->children) {
    const Relation* partition = schema_.relation(child);
    if (partition == nullptr || !partition->default_partition) continue;
    std::vector<std::string> below = schema_.descendants(child);
    below.insert(below.begin(), child);
    for (const std::string& part : below) {
      lock(facts, part, LockMode::access_exclusive, has_storage(part) ? scan : Ternary::no);
    }
    if (scan == Ternary::yes) may_fail(facts, RowFailure::depends);
  }
}

}  // namespace migcheck
