#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

}  // namespace

void SchemaEditor::inherit(const std::string& child, const std::string& parent) {
  relation(child).parents.push_back(parent);
  relation(parent).children.push_back(child);
  merge_columns(child, parent);
  merge_checks(child, parent);
}

void SchemaEditor::merge_columns(const std::string& child, const std::string& parent) {
  const Relation source = relation(parent);
  for (const SchemaColumn& column : source.columns) {
    SchemaColumn* own = relation(child).column(column.name);
    if (own == nullptr) continue;
    ++own->inherited;
    if (source.kind != Relation::Kind::partitioned) continue;
    own->local = false;
    if (schema_.pg_version_ >= 17) own->identity = column.identity;
  }
}

void SchemaEditor::merge_checks(const std::string& child, const std::string& parent) {
  const Relation source = relation(parent);
  for (const SchemaConstraint& constraint : source.constraints) {
    if (constraint.kind != Kind::check || constraint.no_inherit) continue;
    SchemaConstraint* own = relation(child).constraint(constraint.name);
    if (own == nullptr) continue;
    ++own->inherited;
    if (source.kind == Relation::Kind::partitioned) own->local = false;
  }
}

// Source: RemoveInheritance: what was inherited becomes the child's own.
void SchemaEditor::stop_inheriting(const std::string& child, const std::string& parent) {
  std::erase(relation(child).parents, parent);
  std::erase(relation(parent).children, child);
  const Relation source = relation(parent);
  const auto leave = [](auto& own) {
    if (own.inherited > 0) --own.inherited;
    if (own.inherited == 0) own.local = true;
  };
  Relation& owner = relation(child);
  for (SchemaColumn& column : owner.columns) {
    if (source.column(column.name) != nullptr) leave(column);
  }
  for (SchemaConstraint& constraint : owner.constraints) {
    if (constraint.kind != Kind::check) continue;
    if (source.constraint(constraint.name) != nullptr) leave(constraint);
  }
}

void SchemaEditor::attach_partition(const std::string& parent, const sql::AlterAction& action) {
  const std::string child = schema_.resolve(action.other);
  Relation& partition = relation(child);
  partition.partition_bound = action.bound;
  partition.default_partition = action.default_bound;
  inherit(child, parent);
  for (const SchemaColumn& column : std::vector(relation(parent).columns)) {
    if (column.not_null) set_not_null(child, column.name, true);
  }
  take_over_from_parent(child, parent);
}

// Since version 17 a partition has it of its table, see inherit_columns().
void SchemaEditor::lose_identity(const std::string& partition) {
  for (SchemaColumn& column : relation(partition).columns) {
    if (column.sequence.empty()) column.identity = sql::Column::Identity::none;
  }
  if (schema_.relation(partition)->kind != Relation::Kind::partitioned) return;
  for (const std::string& part : std::vector(relation(partition).children)) lose_identity(part);
}

// What a partition is without its parent. Source: ATExecDetachPartition and
// DetachPartitionFinalize.
void SchemaEditor::detach_partition(const std::string& parent, const std::string& partition) {
  stop_inheriting(partition, parent);
  take_triggers(partition, parent);
  Relation& owner = relation(partition);
  owner.partition_bound.clear();
  owner.default_partition = false;
  lose_identity(partition);
  for (const std::string& name : std::vector(owner.indexes)) {
    if (schema_.index(name) == nullptr) continue;
    SchemaIndex& own = index(name);
    if (own.parent.empty()) continue;
    own.parent.clear();
    if (SchemaConstraint* constraint = owner.constraint(own.constraint)) {
      constraint->local = true;
      constraint->inherited = 0;
    }
  }
  for (SchemaConstraint& constraint : owner.constraints) {
    if (constraint.kind != Kind::foreign_key) continue;
    constraint.local = true;
    constraint.inherited = 0;
  }
}

// Indexes and foreign keys of a partitioned table are its partitions', too.
void SchemaEditor::take_over_from_parent(const std::string& partition, const std::string& parent) {
  for (const std::string& name : std::vector(relation(parent).indexes)) {
    const SchemaIndex* known = schema_.index(name);
    if (known != nullptr) give_index(name, partition);
  }
  for (const SchemaConstraint& constraint : std::vector(relation(parent).constraints)) {
    if (constraint.kind == Kind::foreign_key) clone_foreign_key(partition, constraint);
  }
  give_triggers(partition, parent);
}

// An equal foreign key that the partition has is taken for the parent's.
// Source: CloneFkReferencing and tryAttachPartitionForeignKey.
void SchemaEditor::clone_foreign_key(const std::string& partition, SchemaConstraint constraint) {
  Relation& owner = relation(partition);
  for (SchemaConstraint& own : owner.constraints) {
    if (own.kind != Kind::foreign_key || own.references != constraint.references) continue;
    if (own.columns != constraint.columns || own.inherited > 0) continue;
    if (own.referenced_columns != constraint.referenced_columns) continue;
    own.local = false;
    own.inherited = 1;
    return;
  }
  if (owner.constraint(constraint.name) != nullptr) {
    constraint.name = constraint_name(partition, name_addition(constraint.columns), "fkey");
  }
  constraint.local = false;
  constraint.inherited = 1;
  constraint.comment.clear();
  owner.constraints.push_back(constraint);
  for (const std::string& child : std::vector(owner.children)) clone_foreign_key(child, constraint);
}

}  // namespace migcheck
