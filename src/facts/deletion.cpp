#include "facts/deletion.h"

#include <algorithm>

#include "facts/server_behaviour.h"
#include "schema/qualify.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Whether nextval('sequence') stands anywhere in the expression.
bool names_sequence(const sql::Expression& expression, const std::string& sequence) {
  if (expression.kind == sql::Expression::Kind::constant &&
      (expression.text == sequence || expression.text == unqualified(sequence).name)) {
    return true;
  }
  return std::any_of(expression.arguments.begin(), expression.arguments.end(),
                     [&](const sql::Expression& part) { return names_sequence(part, sequence); });
}

bool concerns(const SchemaConstraint& constraint, const std::string& column) {
  return contains(constraint.columns, column) ||
         (constraint.check && mentions(*constraint.check, column));
}

}  // namespace

std::string to_string(const Dependent& dependent) {
  const auto part_of = [&](const char* kind) {
    return kind + (" " + dependent.part) + " of " + dependent.object;
  };
  switch (dependent.kind) {
    case Dependent::Kind::view:
      return "view " + dependent.object;
    case Dependent::Kind::materialized_view:
      return "materialized view " + dependent.object;
    case Dependent::Kind::table:
      return "table " + dependent.object;
    case Dependent::Kind::domain:
      return "domain " + dependent.object;
    case Dependent::Kind::column:
      return part_of("column");
    case Dependent::Kind::column_default:
      return part_of("the default of column");
    case Dependent::Kind::foreign_key:
      break;
  }
  return part_of("foreign key");
}

// Queries that do not have the name anywhere are not looked into.
Ternary view_reads(const Schema& schema, const Relation& view, const std::string& table,
                   const std::string& column) {
  if (!contains(view.reads, table)) return Ternary::no;
  const bool has_star = contains(view.extent.columns, "*");
  if (!has_star && view.query.find(column) == std::string::npos) return Ternary::no;
  const auto columns = sql::columns_read(view.query, Qualifier(schema).catalog());
  if (!columns) return Ternary::unknown;
  return ternary(std::any_of(columns->begin(), columns->end(), [&](const sql::ReadColumn& read) {
    return schema.resolve(read.relation) == table && read.column == column;
  }));
}

std::vector<std::string> owned_sequences(const Schema& schema, const std::string& table,
                                         const std::string& column) {
  std::vector<std::string> owned;
  for (const Relation* user : schema.relations_using(table)) {
    if (!user->sequence || user->sequence->owner_table != table) continue;
    if (column.empty() || user->sequence->owner_column == column) owned.push_back(user->name);
  }
  return owned;
}

bool computes_with(const SchemaIndex& index, const std::string& column) {
  const auto in_key = [&](const sql::IndexKey& key) {
    return key.expression && mentions(*key.expression, column);
  };
  return std::any_of(index.keys.begin(), index.keys.end(), in_key) ||
         (index.where && mentions(*index.where, column));
}

bool contains_column(const SchemaIndex& index, const std::string& column) {
  return contains(index.columns, column) || contains(index.include, column) ||
         computes_with(index, column);
}

void Deletion::lock(const std::string& relation) {
  if (!relation.empty() && !contains(locked_, relation)) locked_.push_back(relation);
}

void Deletion::relation(const std::string& name) {
  if (contains(gone_, name)) return;
  gone_.push_back(name);
  lock(name);
  const Relation* relation = schema_.relation(name);
  if (relation == nullptr) return;
  if (relation->kind == Relation::Kind::sequence) {
    if (cascade_ || !relation->sequence || relation->sequence->owner_table.empty()) {
      defaults_of(name);
    }
    return;
  }
  dependents_of_table(*relation);
}

void Deletion::dependents_of_table(const Relation& relation) {
  for (const std::string& index : relation.indexes) lock(index);
  for (const std::string& sequence : owned_sequences(schema_, relation.name)) {
    this->relation(sequence);
  }
  for (const SchemaConstraint& constraint : relation.constraints) {
    // What a partition has from its parent has its other end there.
    const bool own = constraint.kind == Kind::foreign_key && constraint.local;
    if (own) both_ends(relation.name, constraint);
  }
  if (cascade_) {
    foreign_keys_to(relation);
    views_on(relation.name, {});
  }
  partition_of(relation);
  const bool parts = relation.kind == Relation::Kind::partitioned;
  if (!cascade_ && !parts) return;
  for (const std::string& child : relation.children) {
    if (!parts) take({Dependent::Kind::table, child});
    this->relation(child);
  }
}

// Foreign keys to the table, or to what it is a partition of.
void Deletion::foreign_keys_to(const Relation& relation) {
  for (const std::string& child : schema_.referencing(relation.name)) {
    for (const SchemaConstraint& constraint : schema_.relation(child)->constraints) {
      if (constraint.references != relation.name) continue;
      if (constraint.local) take({Dependent::Kind::foreign_key, child, constraint.name});
      both_ends(child, constraint);
    }
  }
  for (const std::string& parent : relation.parents) {
    const Relation* above = schema_.relation(parent);
    if (above != nullptr && above->kind == Relation::Kind::partitioned) foreign_keys_to(*above);
  }
}

// A partition's parent is locked, and the default partition, whose condition changes.
void Deletion::partition_of(const Relation& relation) {
  for (const std::string& parent : relation.parents) {
    const Relation* above = schema_.relation(parent);
    if (above == nullptr || above->kind != Relation::Kind::partitioned) continue;
    lock(parent);
    if (contains(gone_, parent)) continue;
    for (const std::string& sibling : above->children) {
      const Relation* partition = schema_.relation(sibling);
      if (partition != nullptr && partition->default_partition) lock(sibling);
    }
  }
}

void Deletion::column(const std::string& table, const std::string& name) {
  const std::string key = table + "|" + name;
  if (contains(gone_, key)) return;
  gone_.push_back(key);
  lock(table);
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  for (const std::string& index : relation->indexes) {
    const SchemaIndex* known = schema_.index(index);
    if (known != nullptr && contains_column(*known, name)) lock(index);
  }
  for (const SchemaConstraint& known : relation->constraints) {
    if (concerns(known, name)) constraint(table, known);
  }
  for (const std::string& sequence : owned_sequences(schema_, table, name)) {
    this->relation(sequence);
  }
  if (!cascade_) return;
  views_on(table, name);
  for (const SchemaColumn& other : relation->columns) {
    if (!other.generated_as || !mentions(*other.generated_as, name)) continue;
    take({Dependent::Kind::column, table, other.name});
    column(table, other.name);
  }
}

void Deletion::constraint(const std::string& table, const SchemaConstraint& constraint) {
  lock(table);
  if (constraint.kind == Kind::foreign_key) both_ends(table, constraint);
  if (constraint.index.empty()) return;
  index(constraint.index);
  if (cascade_) references_to(table, constraint);
}

// The triggers of a foreign key stand on both tables, and on their partitions.
void Deletion::both_ends(const std::string& table, const SchemaConstraint& foreign_key) {
  lock(table);
  if (foreign_key.references.empty()) return;
  const bool everywhere = behaves(pg_version_, Behaviour::foreign_key_triggers_on_partitioned);
  const auto partitioned = [&](const std::string& name) {
    const Relation* relation = schema_.relation(name);
    return relation != nullptr && relation->kind == Relation::Kind::partitioned;
  };
  if (partitioned(table)) {
    for (const std::string& partition : schema_.descendants(table)) lock(partition);
  }
  std::vector<std::string> referenced = {foreign_key.references};
  if (partitioned(foreign_key.references)) {
    for (const std::string& partition : schema_.descendants(foreign_key.references)) {
      referenced.push_back(partition);
    }
  }
  for (const std::string& end : referenced) {
    if (everywhere || !partitioned(end)) lock(end);
  }
}

// Foreign keys need the unique index that they point to.
void Deletion::references_to(const std::string& table, const SchemaConstraint& key) {
  std::vector<std::string> tables = schema_.referencing(table);
  tables.push_back(table);
  for (const std::string& child : tables) {
    const Relation* relation = schema_.relation(child);
    if (relation == nullptr) continue;
    for (const SchemaConstraint& other : relation->constraints) {
      if (other.kind != Kind::foreign_key || other.references != table) continue;
      const bool same = other.referenced_columns.empty() ? key.kind == Kind::primary_key
                                                         : other.referenced_columns == key.columns;
      if (!same) continue;
      if (other.local) take({Dependent::Kind::foreign_key, child, other.name});
      both_ends(child, other);
    }
  }
}

void Deletion::index(const std::string& name) {
  lock(name);
  const SchemaIndex* dropped = schema_.index(name);
  if (dropped == nullptr) return;
  for (const SchemaIndex* part : schema_.parts_of(*dropped)) {
    lock(part->table);
    index(part->name);
  }
}

void Deletion::views_on(const std::string& relation, const std::string& column) {
  for (const Relation* view : schema_.relations_using(relation)) {
    if (!contains(view->reads, relation)) continue;
    const Ternary reads =
        column.empty() ? Ternary::yes : view_reads(schema_, *view, relation, column);
    if (reads == Ternary::no) continue;
    const bool stored = view->kind == Relation::Kind::materialized_view;
    take({stored ? Dependent::Kind::materialized_view : Dependent::Kind::view,
          view->name,
          {},
          reads == Ternary::yes});
    this->relation(view->name);
  }
}

void Deletion::take(Dependent dependent) {
  if (std::find(taken_.begin(), taken_.end(), dependent) == taken_.end()) {
    taken_.push_back(std::move(dependent));
  }
}

// A part of what goes as a whole is not worth a word.
std::vector<Dependent> Deletion::dependents(const std::vector<std::string>& named) const {
  std::vector<Dependent> found;
  for (const Dependent& dependent : taken_) {
    if (contains(named, dependent.object)) continue;
    if (!dependent.part.empty() && contains(gone_, dependent.object)) continue;
    found.push_back(dependent);
  }
  return found;
}

void Deletion::defaults_of(const std::string& sequence) {
  for (const auto& [name, table] : schema_.relations().all()) {
    for (const SchemaColumn& column : table->columns) {
      if (!column.default_value || !names_sequence(*column.default_value, sequence)) continue;
      take({Dependent::Kind::column_default, name, column.name});
      lock(name);
    }
  }
}

void Deletion::schema(const std::string& name) {
  for (const auto& [table, known] : schema_.relations().all()) {
    if (!table.starts_with(name + ".")) continue;
    if (known->kind == Relation::Kind::view) take({Dependent::Kind::view, table});
    if (known->kind == Relation::Kind::materialized_view) {
      take({Dependent::Kind::materialized_view, table});
    }
    if (known->kind != Relation::Kind::sequence) take({Dependent::Kind::table, table});
    relation(table);
  }
  for (const auto& [own, known] : schema_.types().all()) {
    if (own.starts_with(name + ".")) type(own);
  }
}

void Deletion::type(const std::string& name) {
  if (contains(gone_, name)) return;
  gone_.push_back(name);
  if (!cascade_) return;
  for (const auto& [table, relation] : schema_.relations().all()) {
    for (const SchemaColumn& used : relation->columns) {
      if (schema_.resolve_type(used.type.name) != name) continue;
      take({Dependent::Kind::column, table, used.name});
      column(table, used.name);
    }
  }
  for (const auto& [domain, known] : schema_.types().all()) {
    const bool over =
        known->kind == SchemaType::Kind::domain && schema_.resolve_type(known->base.name) == name;
    if (!over) continue;
    take({Dependent::Kind::domain, domain});
    type(domain);
  }
}

}  // namespace migcheck
