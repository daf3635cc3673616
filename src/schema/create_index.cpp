#include <algorithm>
#include <utility>

#include "schema/editor.h"

namespace migcheck {

void SchemaEditor::operator()(const sql::CreateIndex& operation) {
  SchemaIndex made;
  made.table = schema_.resolve(operation.table);
  const std::string named = sibling(made.table, operation.name);
  if (operation.if_not_exists && is_relation_taken(unqualified(named).schema, operation.name)) {
    return;
  }
  made.keys = operation.keys;
  made.include = operation.include;
  made.method = operation.method.empty() ? "btree" : operation.method;
  made.where = operation.where;
  made.unique = operation.unique;
  made.nulls_not_distinct = operation.nulls_not_distinct;
  made.only = operation.only;
  made.options = operation.options;
  made.tablespace = operation.tablespace;
  add_index(std::move(made), operation.name);
}

// The index gets the name that is wanted, or one of PostgreSQL's.
std::string SchemaEditor::add_index(SchemaIndex made, const std::string& wanted) {
  Relation& owner = relation(made.table);
  if (made.key_names.names.empty()) {
    made.key_names.names = index_column_names(made.keys, made.include);
  }
  const std::vector<std::string>& names = made.key_names.names;
  const std::string name =
      wanted.empty() ? relation_name(made.table, name_addition(names), "idx", false) : wanted;
  made.name = sibling(made.table, name);
  made.columns.clear();
  for (sql::IndexKey& key : made.keys) {
    qualifier_.expression(key.expression);
    if (const std::string collation = qualifier_.collation(key.collation_name);
        collation.find('.') != std::string::npos) {
      key.collation_name = unqualified(collation);
    }
    made.columns.push_back(key.column);
  }
  qualifier_.expression(made.where);
  made.partial = made.where.has_value();
  owner.indexes.push_back(made.name);
  const bool spreads = owner.kind == Relation::Kind::partitioned && !made.only;
  // Until every partition has one, an index of ONLY the parent is not valid.
  made.valid = !(owner.kind == Relation::Kind::partitioned && made.only && !owner.children.empty());
  const std::string index_name = made.name;
  put(std::move(made));
  if (spreads) {
    for (const std::string& partition :
         std::vector(relation(schema_.index(index_name)->table).children)) {
      give_index(index_name, partition);
    }
  }
  return index_name;
}

namespace {

bool same_definition(const SchemaIndex& a, const SchemaIndex& b) {
  return a.keys == b.keys && a.include == b.include && a.method == b.method && a.where == b.where &&
         a.unique == b.unique && a.nulls_not_distinct == b.nulls_not_distinct;
}

}  // namespace

// A partition gets a part of the parent's index: one that it has already where it is equal, else a
// new one. Source: DefineIndex and AttachPartitionEnsureIndexes.
void SchemaEditor::give_index(const std::string& parent_index, const std::string& partition) {
  const SchemaIndex parent = *schema_.index(parent_index);
  for (const std::string& name : std::vector(relation(partition).indexes)) {
    const SchemaIndex* existing = schema_.index(name);
    if (existing == nullptr || !existing->parent.empty()) continue;
    if (!same_definition(*existing, parent)) continue;
    if (!parent.constraint.empty() && existing->constraint.empty()) continue;
    index(name).parent = parent_index;
    mark_inherited(partition, existing->constraint);
    return;
  }
  clone_index(parent, partition);
}

void SchemaEditor::mark_inherited(const std::string& table, const std::string& constraint) {
  SchemaConstraint* known = relation(table).constraint(constraint);
  if (known == nullptr) return;
  known->local = false;
  known->inherited = 1;
}

void SchemaEditor::clone_index(const SchemaIndex& parent, const std::string& partition) {
  SchemaIndex clone = parent;
  clone.id = {};
  clone.table = partition;
  clone.parent = parent.name;
  clone.comment.clear();
  clone.clustered = clone.replica_identity = false;
  const SchemaConstraint* behind =
      parent.constraint.empty() ? nullptr : relation(parent.table).constraint(parent.constraint);
  if (behind == nullptr) {
    add_index(std::move(clone), "");
    return;
  }
  SchemaConstraint constraint = *behind;
  constraint.local = false;
  constraint.inherited = 1;
  constraint.comment.clear();
  const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
  const std::string addition = primary ? "" : name_addition(parent.key_names.names);
  const char* label = primary ? "pkey" : parent.unique ? "key" : "excl";
  constraint.name = relation_name(partition, addition, label, true);
  constraint.index = sibling(partition, constraint.name);
  clone.constraint = constraint.name;
  const std::string name = constraint.name;
  if (primary) {
    for (const std::string& column : constraint.columns) set_not_null(partition, column, true);
  }
  relation(partition).constraints.push_back(std::move(constraint));
  add_index(std::move(clone), name);
}

}  // namespace migcheck
